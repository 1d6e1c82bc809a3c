import type {
  GivenNameParts,
  MemberDetails,
  MemberSettings,
  SubjectChanges,
  UserDetails,
} from "../../directory/index.ts";
import type { Exactly, NothingLeft } from "../../projects/index.ts";
import type { DeclaredMember, DeclaredNameParts, DeclaredUser } from "./declared-state.ts";

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

/** The form in which one kind of subject is declared. */
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
    const {
      member_id: id,
      email_address: emailAddress,
      create_member_as_pending: isPending = false,
      external_id: externalId,
      name,
      mfa_phone_number: phoneNumber,
      roles,
      trusted_metadata: trustedMetadata,
      untrusted_metadata: untrustedMetadata,
      ...settings
    } = declared;
    settings satisfies Exactly<MemberSettings, typeof settings>;
    const details: Required<MemberDetails> = {
      externalId,
      name,
      phoneNumber,
      roles,
      trustedMetadata,
      untrustedMetadata,
      settings,
    };
    return { id, emailAddress, externalId, phoneNumber, isPending, changes: { ...details, emailAddress } };
  },
};

/** Users, as `users.create` names their fields. */
export const userForm: SubjectForm<DeclaredUser> = {
  idField: "user_id",
  emailField: "email",
  read(declared) {
    const {
      user_id: id,
      email: emailAddress,
      create_user_as_pending: isPending = false,
      external_id: externalId,
      name = {},
      phone_number: phoneNumber,
      roles,
      trusted_metadata: trustedMetadata,
      untrusted_metadata: untrustedMetadata,
      ...rest
    } = declared;
    rest satisfies NothingLeft;
    const details: Required<UserDetails> = {
      externalId,
      nameParts: readNameParts(name),
      phoneNumber,
      roles,
      trustedMetadata,
      untrustedMetadata,
    };
    return { id, emailAddress, externalId, phoneNumber, isPending, changes: { ...details, emailAddress } };
  },
};

function readNameParts(declared: DeclaredNameParts): Required<GivenNameParts> {
  const { first_name: firstName, middle_name: middleName, last_name: lastName, ...rest } = declared;
  rest satisfies NothingLeft;
  return { firstName, middleName, lastName };
}
