import { type Static, Type } from "typebox";
import { readMetadata, readUserFactorIds, rolesOf, type Subject } from "../../directory/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { optionalField } from "./optional-field.ts";
import { rfc3339Micros } from "./rfc3339-micros.ts";

const none = Type.Array(Type.Unknown());

/** A user as the API returns it. What belongs to other ways to sign in is empty. */
export const userSchema = Type.Object({
  user_id: Type.String(),
  external_id: optionalField(Type.String()),
  emails: Type.Array(Type.Object({ email_id: Type.String(), email: Type.String(), verified: Type.Boolean() })),
  phone_numbers: Type.Array(
    Type.Object({ phone_id: Type.String(), phone_number: Type.String(), verified: Type.Boolean() }),
  ),
  status: Type.String(),
  name: Type.Object({ first_name: Type.String(), middle_name: Type.String(), last_name: Type.String() }),
  trusted_metadata: Type.Unknown(),
  untrusted_metadata: Type.Unknown(),
  roles: Type.Array(Type.String()),
  is_locked: Type.Boolean(),
  webauthn_registrations: none,
  providers: none,
  totps: none,
  crypto_wallets: none,
  biometric_registrations: none,
  created_at: Type.String(),
});

/** The view of a user. */
export function userView(context: ProjectContext, user: Subject): Required<Static<typeof userSchema>> {
  const { emailAddress, phoneNumber, nameParts } = user;
  const { email_id, phone_id } = readUserFactorIds(user.otherFields);
  return {
    user_id: user.id,
    external_id: user.externalId ?? undefined,
    emails: emailAddress === null ? [] : [{ email_id, email: emailAddress, verified: false }],
    phone_numbers: phoneNumber === "" ? [] : [{ phone_id, phone_number: phoneNumber, verified: false }],
    status: user.status,
    name: { first_name: nameParts.firstName, middle_name: nameParts.middleName, last_name: nameParts.lastName },
    trusted_metadata: readMetadata(user.trustedMetadata),
    untrusted_metadata: readMetadata(user.untrustedMetadata),
    roles: [...rolesOf(context, user, undefined)],
    is_locked: false,
    webauthn_registrations: [],
    providers: [],
    totps: [],
    crypto_wallets: [],
    biometric_registrations: [],
    created_at: rfc3339Micros(user.createdAt),
  };
}
