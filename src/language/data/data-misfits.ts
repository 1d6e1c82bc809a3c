import { didYouMean, suggest } from "../diagnostics/did-you-mean.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { isJsonObject, type Json } from "../json.ts";
import { pointerTo } from "../json-pointer.ts";
import type { CompileOptions } from "../template.ts";
import { isApiField, isEnvelopeField } from "../vocabulary/api-fields.ts";
import { maxDataDepth, maxMetadataBytes, maxMetadataDepth, maxMetadataKeys } from "../vocabulary/limits.ts";
import { readOptions } from "../vocabulary/read-options.ts";
import { nameParts, rootsByVertical } from "../vocabulary/roots.ts";
import type { Type } from "../vocabulary/type.ts";
import { mayBeNull, printType } from "../vocabulary/types/index.ts";
import { addMisfits } from "../vocabulary/types/misfits.ts";
import type { Vocabulary, VocabularyProperty } from "../vocabulary/vocabulary.ts";
import { dataMembers, unreadable, unreadableMessage } from "./data-members.ts";
import { type DataFault, type ReadingLimits, readData } from "./data-reader.ts";
import { type DataMisfit, Misfits } from "./misfits.ts";
import { addAssignedRoleMisfits, addRbacMisfits } from "./rbac-misfits.ts";

export type { DataMisfit };

/** Of a property that is no metadata: what is larger is not looked at. */
const propertyLimits = { maxBytes: 1_048_576, maxDepth: maxDataDepth };
const metadataLimits = { maxBytes: maxMetadataBytes, maxDepth: maxMetadataDepth };

/**
 * Finds where data does not fit what a template is checked against: vocabulary, schemas, limits of metadata, policy. For data
 * without a misfit the type, the size and the totality of a template hold. At most a hundred are told.
 *
 * Properties that a template cannot read are let pass, unless their name is nearly one that it can. `rbac` may be missing
 * if there is a policy, from which `rbacOf` makes it of the assigned `roles`, which are checked then. Takes any value and
 * never throws, whatever getters and proxies do; the work is bounded.
 */
export function dataMisfits(
  data: unknown,
  options: Pick<CompileOptions, "vertical" | "schemas" | "policy">,
): readonly DataMisfit[] {
  const misfits = new Misfits();
  addDataMisfits(data, readOptions(options, []).vocabulary, misfits);
  return misfits.list;
}

type Members = ReadonlyMap<string, unknown>;

function addDataMisfits(data: unknown, vocabulary: Vocabulary, misfits: Misfits): void {
  const roots = [...vocabulary.roots.keys()];
  const members = dataMembers(data, "", roots, misfits);
  if (members === undefined) return;
  const flat = roots.find((root) => !members.has(root) && isFlat(members, vocabulary.roots.get(root)));
  const meant = new Set<string | undefined>();
  for (const key of members.keys()) {
    if (roots.includes(key) || isEnvelopeField(key) || flat !== undefined) continue;
    meant.add(suggest(key, roots)[0]);
    misfits.add(pointerTo("", key), `unknown root ${quoteSource(key)}`, () => rootHelp(key, roots));
  }
  for (const [root, properties] of vocabulary.roots) {
    if (members.has(root)) addRootMisfits(root, members.get(root), vocabulary, misfits);
    else if (properties.size > 0 && !meant.has(root)) {
      misfits.add("", `\`${root}\` is missing`, () =>
        root === flat ? `this looks like the ${root} itself: write it as \`{ "${root}": { … } }\`` : undefined,
      );
    }
  }
}

/** Whether these look like the members of a root: its id is there, and another property that templates read. */
function isFlat(members: Members, properties: ReadonlyMap<string, VocabularyProperty> | undefined): boolean {
  const [id, ...others] = properties?.keys() ?? [];
  return id !== undefined && members.has(id) && others.some((name) => members.has(name));
}

function rootHelp(key: string, roots: readonly string[]): string {
  const vertical = Object.entries(rootsByVertical).find(([, definitions]) => Object.hasOwn(definitions, key))?.[0];
  if (vertical !== undefined) return `\`${key}\` is a root of the vertical \`${vertical}\``;
  return didYouMean(key, roots) ?? `the roots are ${roots.map((root) => `\`${root}\``).join(" and ")}`;
}

function addRootMisfits(root: string, value: unknown, vocabulary: Vocabulary, misfits: Misfits): void {
  if (value === unreadable) return;
  const pointer = `/${root}`;
  if (root === vocabulary.freeRoot?.name) {
    if (dataMembers(value, pointer, [], misfits) !== undefined) readOrTell(value, pointer, propertyLimits, misfits);
    return;
  }
  const properties = vocabulary.roots.get(root) ?? new Map<string, VocabularyProperty>();
  const known = [...properties.keys(), ...(properties.has("rbac") ? ["roles"] : [])];
  const members = dataMembers(value, pointer, known, misfits);
  if (members === undefined) return;
  const isPassed = (key: string) => isApiField(root, key);
  const meant = addNearMisses(members.keys(), known, isPassed, pointer, `\`${root}\``, misfits);
  for (const [name, property] of properties) {
    const member = members.get(name);
    if (member === unreadable || (member === undefined && meant.has(name))) continue;
    if (property.definition.form === "rbac") addRbac(pointer, members, vocabulary, misfits);
    else addPropertyMisfits(name, property, member, pointer, misfits);
  }
}

/** Tells of the keys that are nearly known ones; gives the names that were probably meant. */
function addNearMisses(
  keys: Iterable<string>,
  known: readonly string[],
  isPassed: (key: string) => boolean,
  pointer: string,
  owner: string,
  { add }: Misfits,
): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const key of keys) {
    if (known.includes(key) || isPassed(key)) continue;
    const [nearest] = suggest(key, known);
    if (nearest === undefined) continue;
    meant.add(nearest);
    add(pointerTo(pointer, key), `unknown property ${quoteSource(key)} of ${owner}`, () => didYouMean(key, known));
  }
  return meant;
}

function addRbac(pointer: string, members: Members, { policy }: Vocabulary, misfits: Misfits): void {
  const [rbac, roles] = [members.get("rbac"), members.get("roles")];
  if (rbac !== undefined) {
    const json = readOrTell(rbac, `${pointer}/rbac`, propertyLimits, misfits);
    if (json !== undefined) addRbacMisfits(json, `${pointer}/rbac`, policy, misfits.add);
  } else if (policy === undefined) {
    const help = 'give a policy, from which it is computed, or write `"rbac": { "roles": […], "actions": { … } }`';
    misfits.add(pointer, "`rbac` is missing", () => help);
  } else if (roles !== undefined && roles !== unreadable) {
    const json = readOrTell(roles, `${pointer}/roles`, propertyLimits, misfits);
    if (json !== undefined) addAssignedRoleMisfits(json, `${pointer}/roles`, policy, misfits.add);
  }
}

function addPropertyMisfits(
  name: string,
  { definition, type }: VocabularyProperty,
  value: unknown,
  owner: string,
  misfits: Misfits,
): void {
  const pointer = `${owner}/${name}`;
  const isMetadata = definition.form === "metadata";
  if (value === undefined) {
    if (!mayBeNull(type)) misfits.add(owner, `\`${name}\` is missing: it must be ${printType(type)}`);
    return;
  }
  const json = readOrTell(value, pointer, isMetadata ? metadataLimits : propertyLimits, misfits);
  if (json === undefined) return;
  if (definition.form === "name-parts") addMisfits(type, setParts(json, pointer, misfits), pointer, misfits.add);
  else if (isMetadata) addMetadataMisfits(json, type, pointer, misfits);
  // In the API an empty string is how a property is unset.
  else if (json !== "" || !definition.mayBeUnset) addMisfits(type, json, pointer, misfits.add);
}

/** The parts of a name that are set; nothing else of it can be read. */
function setParts(name: Json, pointer: string, misfits: Misfits): Json {
  if (!isJsonObject(name)) return name;
  addNearMisses(Object.keys(name), nameParts, () => false, pointer, "`name`", misfits);
  return Object.fromEntries(
    Object.entries(name).filter(([part, value]) => nameParts.includes(part) && value !== null && value !== ""),
  );
}

function addMetadataMisfits(metadata: Json, type: Type, pointer: string, misfits: Misfits): void {
  if (isJsonObject(metadata) && Object.keys(metadata).length > maxMetadataKeys) {
    misfits.add(pointer, `metadata has at most ${maxMetadataKeys} properties`);
  }
  addMisfits(type, metadata, pointer, misfits.add);
}

/** The value as JSON; what is none, or too much, is told. */
function readOrTell(value: unknown, pointer: string, limits: ReadingLimits, misfits: Misfits): Json | undefined {
  const reading = readData(value, pointer, limits);
  if (reading.ok) return reading.json;
  misfits.add(reading.pointer, faultMessage(reading.fault, limits));
  return undefined;
}

function faultMessage(fault: DataFault["fault"], { maxBytes, maxDepth }: ReadingLimits): string {
  switch (fault) {
    case "not-json":
      return "is no JSON";
    case "unreadable":
      return unreadableMessage;
    case "too-large":
      return `takes more than ${maxBytes} bytes of JSON`;
    case "too-deep":
      return `lists and objects are nested more than ${maxDepth} deep`;
  }
}
