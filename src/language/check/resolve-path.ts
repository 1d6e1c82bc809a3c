import { quoteSource } from "../diagnostics/quote-source.ts";
import { replace } from "../diagnostics/report.ts";
import { cover } from "../source/span.ts";
import type { LinkNode } from "../syntax/syntax-tree.ts";
import { type ForeignMatch, foreignPath } from "../vocabulary/foreign-paths.ts";
import { nameParts, propertyAlias } from "../vocabulary/roots.ts";
import type { VocabularyProperty } from "../vocabulary/vocabulary.ts";
import { calledProperty, callsNoFunction } from "./called-property.ts";
import type { CheckContext } from "./check-context.ts";
import type { Access, CheckedPath } from "./checked-tree.ts";
import { notAValue, type PathHead, type PathSoFar, plainNames, spanTo } from "./path-parts.ts";
import { resolveRbac } from "./resolve-rbac.ts";
import { selectMember } from "./select-member.ts";
import { memberText, type StaticMember, staticMember } from "./static-member.ts";
import { unknownRoot } from "./unknown-root.ts";

/** A path that was resolved, and how many of the links it takes. */
export interface ResolvedPath {
  readonly path: CheckedPath;
  readonly taken: number;
}

/** Resolves a root with the literal names behind it against the vocabulary. */
export function resolvePath(
  context: CheckContext,
  root: PathHead,
  links: readonly LinkNode[],
): ResolvedPath | undefined {
  const properties = context.vocabulary.roots.get(root.name);
  const names = [root.name, ...plainNames(links)];
  const { vertical } = context.vocabulary;
  const foreign = vertical && foreignPath(names, vertical);
  const [first] = links;
  const member = first && staticMember(first);
  if (foreign && !(typeof member?.name === "string" && properties?.has(member.name))) {
    return foreignRoot(context, root, links, foreign);
  }
  if (properties === undefined) return unknownRoot(context, root);
  if (callsNoFunction(first)) return calledProperty(context, first, properties.has(first.name));
  if (member === undefined || typeof member.name === "number") return notAValue(context, root.name, root.nameSpan);
  const start = startOf(context, root, properties, member, links);
  return start && followLinks(context, start, links);
}

function startOf(
  context: CheckContext,
  root: PathHead,
  properties: ReadonlyMap<string, VocabularyProperty>,
  member: StaticMember,
  links: readonly LinkNode[],
): PathSoFar | undefined {
  const name = String(member.name);
  const span = spanTo(root, member);
  const text = `${root.name}${memberText(name)}`;
  const { freeRoot } = context.vocabulary;
  const names = [root.name, name];
  if (freeRoot?.name === root.name) {
    const selection = selectMember(context, freeRoot.type, member, () => root.name);
    if (selection === undefined) return undefined;
    const access: Access = { kind: "members", names, emptyIsUnset: false };
    return { access, text, type: selection.type, userWritable: false, bounded: freeRoot.bounded, span, taken: 1 };
  }
  const property = properties.get(name);
  if (property === undefined) return unknownProperty(context, root.name, properties, member);
  const { form, mayBeUnset } = property.definition;
  if (form === "rbac") return resolveRbac(context, root, links);
  const access: Access =
    form === "name-parts"
      ? { kind: "record", names, parts: nameParts }
      : { kind: "members", names, emptyIsUnset: mayBeUnset && form !== "metadata" };
  return {
    access,
    text,
    type: property.type,
    userWritable: property.userWritable,
    bounded: property.bounded,
    span,
    taken: 1,
  };
}

function followLinks(context: CheckContext, start: PathSoFar, links: readonly LinkNode[]): ResolvedPath | undefined {
  const { access, bounded } = start;
  if (access.kind !== "members" && access.kind !== "record") {
    const { text, type, userWritable, span, taken } = start;
    return { path: { kind: "path", access, text, type, userWritable, bounded, span }, taken };
  }
  let { type, userWritable, span, taken } = start;
  const text = [start.text];
  const names = [...access.names];
  for (; taken < links.length; taken += 1) {
    const link = links[taken];
    const member = link && staticMember(link);
    if (member === undefined) break;
    const selection = selectMember(context, type, member, () => text.join(""));
    if (selection === undefined) return undefined;
    type = selection.type;
    userWritable ||= selection.userWritable;
    names.push(member.name);
    text.push(memberText(member.name));
    span = cover(span, member.span);
  }
  const members: Access = { kind: "members", names, emptyIsUnset: access.kind === "record" };
  const reached = names.length > access.names.length ? members : access;
  return { path: { kind: "path", access: reached, text: text.join(""), type, userWritable, bounded, span }, taken };
}

function foreignRoot(
  context: CheckContext,
  root: PathHead,
  links: readonly LinkNode[],
  { length, meant, exact }: ForeignMatch,
): undefined {
  const span = spanTo(root, links[length - 2]);
  const names = [root.name, ...plainNames(links)].slice(0, length).join(".");
  const message = `\`${names}\` is a path of another product's templates`;
  const help = exact ? `here it is \`${meant}\`` : `what comes nearest here is \`${meant}\``;
  const fix = exact ? replace(span, meant, `use \`${meant}\``) : undefined;
  return context.report("foreign-path", span, message, { help, fix });
}

const untrustedNames: ReadonlySet<string> = new Set(["untrusted_metadata", "unsafe_metadata", "unsafeMetadata"]);

function unknownProperty(
  context: CheckContext,
  root: string,
  properties: ReadonlyMap<string, VocabularyProperty>,
  member: StaticMember,
): undefined {
  const name = String(member.name);
  if (untrustedNames.has(name)) {
    const message = `\`${root}.${name}\` is not in the vocabulary: a user can write it`;
    const help = "keep what claims rest on in `trusted_metadata`";
    return context.report("untrusted-metadata", member.nameSpan, message, { help });
  }
  const candidates = [...properties.keys()];
  const alias = propertyAlias(root, name);
  const known = `it has ${candidates.map((candidate) => `\`${candidate}\``).join(", ")}`;
  const { slip: meant, help = known } =
    alias === undefined ? context.guess(name, candidates) : { slip: alias, help: `did you mean \`${alias}\`?` };
  const fix = meant === undefined || !member.dotted ? undefined : replace(member.nameSpan, meant, `use \`${meant}\``);
  return context.report("unknown-property", member.nameSpan, `unknown property ${quoteSource(name)} of \`${root}\``, {
    help,
    fix,
  });
}
