import type { SubjectChanges } from "../../directory/index.ts";
import type { DeclaredMember, DeclaredUser } from "./declared-state.ts";

/** A declared member or user, whatever the API calls its fields. */
export interface DeclaredSubject {
  readonly id: string | undefined;
  readonly emailAddress: string | undefined;
  readonly externalId: string | null | undefined;
  readonly phoneNumber: string | undefined;
  /** Pending instead of active, of one who is not there yet. */
  readonly isPending: boolean;
  readonly changes: SubjectChanges;
}

/** How one kind of subject is declared. */
export interface SubjectForm<T extends object> {
  readonly idField: keyof T & string;
  readonly emailField: keyof T & string;
  readonly read: (declared: Partial<T>) => DeclaredSubject;
}

/** Members, as `members.create` names their fields. */
export const memberForm: SubjectForm<DeclaredMember> = {
  idField: "member_id",
  emailField: "email_address",
  read(declared) {
    const { email_address: emailAddress, external_id: externalId, mfa_phone_number: phoneNumber } = declared;
    const { name, roles, is_breakglass, mfa_enrolled, default_mfa_method } = declared;
    return {
      id: declared.member_id,
      emailAddress,
      externalId,
      phoneNumber,
      isPending: declared.create_member_as_pending ?? false,
      changes: {
        emailAddress,
        externalId,
        name,
        phoneNumber,
        roles,
        trustedMetadata: declared.trusted_metadata,
        untrustedMetadata: declared.untrusted_metadata,
        settings: { is_breakglass, mfa_enrolled, default_mfa_method },
      },
    };
  },
};

/** Users, as `users.create` names their fields. */
export const userForm: SubjectForm<DeclaredUser> = {
  idField: "user_id",
  emailField: "email",
  read(declared) {
    const { email: emailAddress, external_id: externalId, phone_number: phoneNumber, roles, name = {} } = declared;
    return {
      id: declared.user_id,
      emailAddress,
      externalId,
      phoneNumber,
      isPending: declared.create_user_as_pending ?? false,
      changes: {
        emailAddress,
        externalId,
        nameParts: { firstName: name.first_name, middleName: name.middle_name, lastName: name.last_name },
        phoneNumber,
        roles,
        trustedMetadata: declared.trusted_metadata,
        untrustedMetadata: declared.untrusted_metadata,
      },
    };
  },
};
