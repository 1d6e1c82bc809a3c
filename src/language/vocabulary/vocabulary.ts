import {
  maxEmailCharacters,
  maxIdCharacters,
  maxMetadataBytes,
  maxNameCodePoints,
  maxOrganizationNameCodePoints,
  maxPhoneCharacters,
  maxPolicyIdCharacters,
} from "./limits.ts";
import type { OutlinedPolicy, OutlinedResource } from "./policy-outline.ts";
import { nameParts, type PropertyDefinition, type PropertyForm, requestRoot, rootsByVertical } from "./roots.ts";
import type { Property, Type } from "./type.ts";
import {
  anyType,
  idBytesPerCodePoint,
  intersect,
  isNever,
  listType,
  never,
  nullable,
  objectType,
  oncePer,
  plainBytesPerCodePoint,
  stringType,
} from "./types/index.ts";
import type { VerticalId } from "./vertical.ts";

/** A property of a root, typed for one project. */
export interface VocabularyProperty {
  readonly definition: PropertyDefinition;
  /** For RBAC, the type of nothing: only what is below it has one. */
  readonly type: Type;
  /** Whether a schema or a policy bounds it, as far as that is what could. */
  readonly bounded: boolean;
  /** A user can write it. */
  readonly userWritable: boolean;
}

/** The paths that templates of one project can read, or the expressions of a profile. */
export interface Vocabulary {
  /** None of expressions over something else than members, users and clients. */
  readonly vertical: VerticalId | undefined;
  readonly roots: ReadonlyMap<string, ReadonlyMap<string, VocabularyProperty>>;
  readonly policy: OutlinedPolicy | undefined;
  /** The root whose properties no definition lists, if there is one. */
  readonly freeRoot: FreeRoot | undefined;
}

/** A root that may have any property, or those that its type has. */
export interface FreeRoot {
  readonly name: string;
  readonly type: Type;
  /** Whether a schema bounds it. */
  readonly bounded: boolean;
}

/** Any JSON value, null included. */
export const anything: Type = nullable(anyType());

/** An object that may hold anything. */
export const anyObject = objectType({ properties: new Map(), additional: anything, open: true });

/** What a metadata object is of which nothing else is known. */
const anyMetadata = objectType({
  properties: new Map(),
  additional: anything,
  open: true,
  greatestBytes: maxMetadataBytes,
});

const idText = (greatestLength: number): Type =>
  stringType({ leastLength: 1, greatestLength, bytesPerCodePoint: idBytesPerCodePoint });
const nameText = (greatestLength: number): Type =>
  stringType({ leastLength: 1, greatestLength, bytesPerCodePoint: plainBytesPerCodePoint });

const namePartsType = objectType({
  properties: new Map<string, Property>(
    nameParts.map((part) => [part, { type: nameText(maxNameCodePoints), required: false, userWritable: false }]),
  ),
  additional: never,
  open: false,
});

const typeByForm: Readonly<Record<Exclude<PropertyForm, "rbac" | "metadata">, Type>> = {
  id: idText(maxIdCharacters),
  "external-id": idText(maxIdCharacters),
  slug: idText(maxIdCharacters),
  email: idText(maxEmailCharacters),
  phone: idText(maxPhoneCharacters),
  name: nameText(maxNameCodePoints),
  "organization-name": nameText(maxOrganizationNameCodePoints),
  "name-parts": namePartsType,
  parameters: anything,
};

/** A metadata object's JSON Schema, read. */
export interface MetadataSchema {
  readonly type: Type;
  /** A user can write the whole object. */
  readonly userWritable: boolean;
}

/**
 * The vocabulary of a vertical, with a project's policy and its metadata schemas, by path such as
 * `member.trusted_metadata`, as far as it declares them.
 */
export function vocabularyOf(
  vertical: VerticalId,
  metadata: ReadonlyMap<string, MetadataSchema>,
  policy?: OutlinedPolicy,
): Vocabulary {
  const roots = new Map<string, ReadonlyMap<string, VocabularyProperty>>();
  for (const [root, definitions] of Object.entries(rootsByVertical[vertical])) {
    const properties = Object.entries(definitions).map(([name, definition]): [string, VocabularyProperty] => [
      name,
      { definition, ...typeOf(definition, metadata.get(`${root}.${name}`)) },
    ]);
    roots.set(root, new Map(properties));
  }
  const freeRoot = vertical === "m2m" ? { name: requestRoot, type: anyObject, bounded: false } : undefined;
  return { vertical, roots, policy, freeRoot };
}

function typeOf(
  definition: PropertyDefinition,
  schema: MetadataSchema | undefined,
): Omit<VocabularyProperty, "definition"> {
  const userWritable = schema?.userWritable ?? false;
  if (definition.form === "rbac") return { type: never, bounded: true, userWritable };
  if (definition.form !== "metadata") {
    const type = typeByForm[definition.form];
    return { type: definition.mayBeUnset ? nullable(type) : type, bounded: true, userWritable };
  }
  if (schema === undefined) return { type: nullable(anyMetadata), bounded: false, userWritable };
  // Metadata is an object whatever its schema says; one that no object fits says nothing.
  const type = intersect(schema.type, anyMetadata);
  return { type: isNever(type) ? anyMetadata : type, bounded: true, userWritable };
}

/** The paths that a schema can be given for. */
export function metadataPaths(vertical: VerticalId): readonly string[] {
  return Object.entries(rootsByVertical[vertical]).flatMap(([root, definitions]) =>
    Object.entries(definitions).flatMap(([name, { form }]) => (form === "metadata" ? [`${root}.${name}`] : [])),
  );
}

/** The type of a list of each of these ids at most once. */
function idsType(ids: readonly string[]): Type {
  const all = stringType({ values: ids });
  const greatestBytes = new TextEncoder().encode(JSON.stringify(ids)).length;
  return listType({ items: all, greatestItems: ids.length, greatestBytes });
}

const anyIds = listType({
  items: stringType({ leastLength: 1, greatestLength: maxPolicyIdCharacters, bytesPerCodePoint: idBytesPerCodePoint }),
});

const noIds = idsType([]);
const rolesOf = oncePer((policy: OutlinedPolicy): Type => idsType([...policy.roleIds]));
const actionsOn = oncePer((resource: OutlinedResource): Type => idsType(resource.granted));

/** The type of the roles in effect. */
export function rolesType(policy: OutlinedPolicy | undefined): Type {
  return policy === undefined ? anyIds : rolesOf(policy);
}

/** The type of the actions on a resource; a resource that the policy does not know has none. */
export function actionsType(policy: OutlinedPolicy | undefined, resourceId: string): Type {
  if (policy === undefined) return anyIds;
  const resource = policy.resources.get(resourceId);
  return resource === undefined ? noIds : actionsOn(resource);
}
