import { openingOf } from "../check/check-template.ts";
import type { CheckedObject, CheckedTag } from "../check/checked-tree.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { report } from "../diagnostics/report.ts";
import type { Size } from "../template.ts";
import { maxClaimsBytes } from "../vocabulary/limits.ts";
import type { Type } from "../vocabulary/type.ts";
import { byteBounds } from "../vocabulary/types/index.ts";
import { outputType } from "./output-type.ts";
import { pathsOf } from "./reads.ts";
import { expressionsOf, tagsOf } from "./walk.ts";

/** The least and the greatest size of the claims of a template, in bytes of minified UTF-8 JSON. */
export function sizeOf(object: CheckedObject, type: Type): Size {
  const { least, greatest } = byteBounds(type);
  const loose = new Set([...pathsOf(object)].filter((path) => !path.bounded).map((path) => path.text));
  return { least, greatest: Number.isFinite(greatest) ? greatest : null, loose: [...loose] };
}

/** The diagnostics about the size of the claims: none where they always fit into 4096 bytes. */
export function sizeDiagnostics(object: CheckedObject, size: Size): readonly Diagnostic[] {
  const span = openingOf(object);
  if (size.least > maxClaimsBytes) {
    const message = `the claims are at least ${size.least} bytes, and a token holds ${maxClaimsBytes}`;
    return [report("output-too-large", span, message, { help: "leave out what the application does not need" })];
  }
  const greatest = size.greatest ?? Infinity;
  if (greatest <= maxClaimsBytes) return [];
  const reach = size.greatest === null ? "nothing bounds the claims" : `the claims can be up to ${size.greatest} bytes`;
  const message = `${reach}, and a token holds ${maxClaimsBytes}`;
  const large = largest(object);
  const without = byteBounds(outputType(object, (tag) => !isLoose(tag))).greatest;
  if (without <= maxClaimsBytes) {
    const help = `declare a schema or a policy that bounds ${list(size.loose)}`;
    return [report("output-size-unknown", span, message, { help })];
  }
  return [report("output-may-be-too-large", span, message, { help: `most comes from ${list(large)}` })];
}

function isLoose(tag: CheckedTag): boolean {
  return [...expressionsOf(tag.expression)].some((node) => node.kind === "path" && !node.bounded);
}

const maxNamedPaths = 3;

function list(texts: readonly string[]): string {
  const named = texts.slice(0, maxNamedPaths).map(quoteSource);
  if (texts.length > maxNamedPaths) named.push("others");
  const last = named.pop() ?? "";
  return named.length === 0 ? last : `${named.join(", ")} and ${last}`;
}

/** The paths of the tags that can be largest, or their claims where a tag reads none. */
function largest(object: CheckedObject): readonly string[] {
  const tags = [...tagsOf(object)].map(({ tag }) => tag);
  const bytes = new Map(tags.map((tag) => [tag, byteBounds(tag.expression.type).greatest]));
  const sizeOfTag = (tag: CheckedTag): number => bytes.get(tag) ?? 0;
  tags.sort((a, b) => (sizeOfTag(a) === sizeOfTag(b) ? 0 : sizeOfTag(b) - sizeOfTag(a)));
  const names = tags.flatMap((tag) => {
    const paths = [...expressionsOf(tag.expression)].flatMap((node) => (node.kind === "path" ? [node.text] : []));
    return paths.length > 0 ? paths : [tag.pointer];
  });
  return [...new Set(names)];
}
