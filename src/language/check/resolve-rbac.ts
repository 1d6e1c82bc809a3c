import type { Fix } from "../diagnostics/diagnostic.ts";
import { listNames } from "../diagnostics/list-names.ts";
import { quoteName, quoteSource } from "../diagnostics/quote-source.ts";
import { type DiagnosticDetail, insertion, replace } from "../diagnostics/report.ts";
import { cover, type Span } from "../source/span.ts";
import type { LinkNode } from "../syntax/syntax-tree.ts";
import { actionsType, rolesType } from "../vocabulary/vocabulary.ts";
import { calledProperty, callsNoFunction } from "./called-property.ts";
import type { CheckContext } from "./check-context.ts";
import { notAValue, type PathHead, type PathSoFar, plainNames, spanTo } from "./path-parts.ts";
import { memberText, renameMember, staticMember } from "./static-member.ts";

interface ActionsPath {
  readonly resourceId: string;
  readonly resourceSpan: Span;
  readonly dotted: boolean;
  /** How many links it takes, `rbac` included. */
  readonly taken: number;
}

/** Resolves `root.rbac…`: the first of the links is `rbac`. */
export function resolveRbac(context: CheckContext, root: PathHead, links: readonly LinkNode[]): PathSoFar | undefined {
  const behind = links.slice(1);
  const text = `${root.name}.rbac`;
  const { policy } = context.vocabulary;
  const place = (taken: number) => spanTo(root, links[taken - 1]);
  const common = { userWritable: false, bounded: policy !== undefined };
  const actions = actionsPath(context, behind);
  if (actions === "reported") return undefined;
  if (actions !== undefined) {
    const { resourceId, taken } = actions;
    checkResource(context, actions);
    return {
      ...common,
      access: { kind: "actions", root: root.name, resourceId },
      text: `${text}${resourceText(resourceId)}.actions`,
      type: actionsType(policy, resourceId),
      span: place(taken),
      taken,
    };
  }
  const [first] = behind;
  const member = first && staticMember(first);
  if (callsNoFunction(first)) return calledProperty(context, first, first.name === "roles");
  if (member === undefined) return notAValue(context, text, place(1));
  if (member.name === "roles") {
    const access = { kind: "roles", root: root.name } as const;
    return { ...common, access, text: `${text}.roles`, type: rolesType(policy), span: place(2), taken: 2 };
  }
  return withoutActions(context, text, behind);
}

/** A resource id as it reads best behind `rbac`. */
function resourceText(resourceId: string): string {
  const dotted = resourceId.split(".").map(memberText).join("");
  return dotted.includes("[") ? memberText(resourceId) : dotted;
}

/** `RESOURCE.actions`: the resource runs to the last `actions` of the run of plain names, or stands in brackets. */
function actionsPath(context: CheckContext, links: readonly LinkNode[]): ActionsPath | "reported" | undefined {
  const [first, second] = links;
  if (first?.kind === "index") {
    if (first.index.kind !== "string") {
      const help = "the resource must be known when the template is checked";
      context.report("literal-required", first.index.span, "a resource id is a string literal", { help });
      return "reported";
    }
    if (second === undefined || staticMember(second)?.name !== "actions") return undefined;
    return { resourceId: first.index.value, resourceSpan: first.index.span, dotted: false, taken: 3 };
  }
  const names = plainNames(links);
  const last = names.lastIndexOf("actions");
  const start = links[0];
  const end = links[last - 1];
  if (last < 1 || start?.kind !== "select" || end?.kind !== "select") return undefined;
  const resourceSpan = cover(start.nameSpan, end.nameSpan);
  return { resourceId: names.slice(0, last).join("."), resourceSpan, dotted: true, taken: last + 2 };
}

function checkResource(context: CheckContext, path: ActionsPath): void {
  const { resourceId, resourceSpan } = path;
  const { policy } = context.vocabulary;
  if (policy === undefined) return;
  const resource = policy.resources.get(resourceId);
  const quoted = quoteSource(resourceId);
  if (resource === undefined) {
    const known = policy.resources;
    const { slip, help = `the policy has ${listNames(known.keys())}` } = context.guess(resourceId, known.keys());
    const fix = slip === undefined ? undefined : renameResource(context, path, slip);
    context.report("unknown-resource", resourceSpan, `the policy has no resource ${quoted}`, { help, fix });
  } else if (resource.granted.length === 0) {
    const help = "the list is always empty; grant an action on it to a role";
    context.report("unreachable-resource", resourceSpan, `no role may act on ${quoted}`, { help });
  }
}

/** None for a name that cannot stand behind dots where the other one does. */
function renameResource(context: CheckContext, { resourceSpan, dotted }: ActionsPath, name: string): Fix | undefined {
  const title = `use ${quoteName(name)}`;
  if (!dotted) return replace(resourceSpan, context.literal(name), title);
  const text = resourceText(name);
  return text.startsWith(".") ? replace(resourceSpan, text.slice(1), title) : undefined;
}

/** Names that were hardly meant as those of a resource. */
const notResources: ReadonlySet<string> = new Set(["actions", "permissions", "role", "scopes"]);

function withoutActions(context: CheckContext, text: string, links: readonly LinkNode[]): undefined {
  const members = links.map(staticMember);
  const count = members.indexOf(undefined);
  const run = members.slice(0, count === -1 ? undefined : count).flatMap((member) => member ?? []);
  const next = links[run.length];
  if (next?.kind === "method" && next.name === "actions") return calledProperty(context, next, true);
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const name = String(first.name);
  // A resource is a run of plain names, or one in brackets.
  const isResource = run.length === 1 || run.every(({ dotted }) => dotted);
  const detail: DiagnosticDetail =
    context.guess(name, ["roles"]).slip !== undefined
      ? {
          help: "did you mean `roles`?",
          fix: renameMember(context, first, "roles"),
        }
      : {
          help: `\`${text}\` has \`roles\`, and \`RESOURCE.actions\` for each resource`,
          fix:
            isResource && !notResources.has(name)
              ? { title: "read the actions on the resource", edits: [insertion(last.span.end, ".actions")] }
              : undefined,
        };
  const message = `unknown property ${quoteSource(name)} of \`${text}\``;
  return context.report("unknown-property", first.nameSpan, message, detail);
}
