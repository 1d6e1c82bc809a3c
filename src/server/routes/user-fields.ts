import { type Static, Type } from "typebox";
import type { GivenNameParts, SubjectFields, UserDetails } from "../../directory/index.ts";
import type { Exactly, NothingLeft } from "../../projects/index.ts";

const nameParts = Type.Partial(
  Type.Object({ first_name: Type.String(), middle_name: Type.String(), last_name: Type.String() }),
);

/** The fields that a request can give of any user; metadata has an error type of its own for what is no object. */
const details = Type.Partial(
  Type.Object({
    name: nameParts,
    external_id: Type.String(),
    trusted_metadata: Type.Unknown(),
    untrusted_metadata: Type.Unknown(),
    roles: Type.Array(Type.String()),
  }),
);

type Details = Static<typeof details>;

/** The fields of a new user in a request. */
export const newUserFields = Type.Object({
  ...details.properties,
  email: Type.Optional(Type.String()),
  phone_number: Type.Optional(Type.String()),
  create_user_as_pending: Type.Optional(Type.Boolean()),
});

/**
 * The fields in a request that changes a user: neither e-mail address nor phone number, which are factors of theirs.
 */
export const userChanges = details;

/** A new user in the words of the directory. */
export function readNewUser(body: Static<typeof newUserFields>): Required<Omit<SubjectFields, "name" | "settings">> {
  const { email: emailAddress, phone_number: phoneNumber, create_user_as_pending: isPending, ...said } = body;
  said satisfies Exactly<Details, typeof said>;
  return { ...readUserChanges(said), organizationId: "", emailAddress, phoneNumber, isPending };
}

/** Changes of a user in the words of the directory. */
export function readUserChanges(said: Static<typeof userChanges>): Required<Omit<UserDetails, "phoneNumber">> {
  const {
    name = {},
    external_id: externalId,
    trusted_metadata: trustedMetadata,
    untrusted_metadata: untrustedMetadata,
    roles,
    ...rest
  } = said;
  rest satisfies NothingLeft;
  return { nameParts: readNameParts(name), externalId, trustedMetadata, untrustedMetadata, roles };
}

function readNameParts(name: Static<typeof nameParts>): Required<GivenNameParts> {
  const { first_name: firstName, middle_name: middleName, last_name: lastName, ...rest } = name;
  rest satisfies NothingLeft;
  return { firstName, middleName, lastName };
}
