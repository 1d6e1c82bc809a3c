import type { VerticalId } from "./vertical.ts";

/** The form of a property of the vocabulary; its type and bounds follow from it. */
export type PropertyForm =
  | "id"
  | "external-id"
  | "slug"
  | "name"
  | "organization-name"
  | "email"
  | "phone"
  | "name-parts"
  | "rbac"
  | "metadata"
  | "parameters";

/** One property that a template can read. */
export interface PropertyDefinition {
  readonly form: PropertyForm;
  readonly description: string;
  /** Whether it can be missing; where it can, the API's empty string counts as missing too. */
  readonly mayBeUnset: boolean;
}

export type RootDefinition = Readonly<Record<string, PropertyDefinition>>;

const always = (form: PropertyForm, description: string): PropertyDefinition => ({
  form,
  description,
  mayBeUnset: false,
});
const perhaps = (form: PropertyForm, description: string): PropertyDefinition => ({
  form,
  description,
  mayBeUnset: true,
});

/**
 * The roots of each vertical and their properties: the one definition that the checker, completion, the documentation,
 * generators and the evaluator read.
 */
export const rootsByVertical: Readonly<Record<VerticalId, Readonly<Record<string, RootDefinition>>>> = {
  b2b: {
    member: {
      member_id: always("id", "the member's id"),
      external_id: perhaps("external-id", "the id that you gave the member"),
      name: perhaps("name", "the member's name"),
      email_address: always("email", "the member's e-mail address"),
      rbac: always("rbac", "`roles`: the ids of the roles in effect; `RESOURCE.actions`: what the member may do"),
      trusted_metadata: perhaps("metadata", "what your backend stored with the member"),
    },
    organization: {
      organization_id: always("id", "the organization's id"),
      external_id: perhaps("external-id", "the id that you gave the organization"),
      organization_name: always("organization-name", "the organization's name"),
      organization_slug: always("slug", "the organization's slug"),
      trusted_metadata: perhaps("metadata", "what your backend stored with the organization"),
    },
  },
  consumer: {
    user: {
      user_id: always("id", "the user's id"),
      external_id: perhaps("external-id", "the id that you gave the user"),
      name: perhaps("name-parts", "the user's name: `first_name`, `middle_name`, `last_name`"),
      email_address: perhaps("email", "the user's e-mail address"),
      phone_number: perhaps("phone", "the user's phone number in E.164 form"),
      rbac: always("rbac", "`roles`: the ids of the roles in effect; `RESOURCE.actions`: what the user may do"),
      trusted_metadata: perhaps("metadata", "what your backend stored with the user"),
    },
  },
  m2m: {
    client: {
      client_id: always("id", "the client's id"),
      client_name: perhaps("name", "the client's name"),
      trusted_metadata: perhaps("metadata", "what your backend stored with the client"),
    },
    request: {},
  },
};

/** The root whose properties are whatever the token request carried. */
export const requestRoot = "request";

/** The parts of a user's name; each may be unset. */
export const nameParts: readonly string[] = ["first_name", "middle_name", "last_name"];

/** What authors call a property by mistake, by root; the path behind the root that they mean. */
const aliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  member: {
    email: "email_address",
    id: "member_id",
    metadata: "trusted_metadata",
    roles: "rbac.roles",
    full_name: "name",
  },
  organization: { slug: "organization_slug" },
  user: { email: "email_address", id: "user_id", phone: "phone_number", roles: "rbac.roles" },
  client: { id: "client_id", name: "client_name", metadata: "trusted_metadata" },
};

/** The path behind a root that a name which is no property of it stands for. */
export function propertyAlias(root: string, name: string): string | undefined {
  const ofRoot = Object.hasOwn(aliases, root) ? aliases[root] : undefined;
  return ofRoot !== undefined && Object.hasOwn(ofRoot, name) ? ofRoot[name] : undefined;
}
