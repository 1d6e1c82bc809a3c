import { newId } from "../projects/index.ts";

/**
 * The fields of a member that the API takes beside what sessions go by: kept and returned, and acted on by nothing
 * here. Named as on the wire.
 */
export interface MemberSettings {
  readonly is_breakglass: boolean;
  readonly mfa_enrolled: boolean;
  /** Empty when none is set. */
  readonly default_mfa_method: "" | "sms_otp" | "totp";
}

/** Some settings; what is undefined is not said. */
export type GivenMemberSettings = { readonly [name in keyof MemberSettings]?: MemberSettings[name] | undefined };

/** The settings of a member that was given none, and of a record that is older than a setting. */
const defaultMemberSettings: MemberSettings = { is_breakglass: false, mfa_enrolled: false, default_mfa_method: "" };

/** The ids under which the API speaks of a user's e-mail address and phone number. */
export interface UserFactorIds {
  readonly email_id: string;
  readonly phone_id: string;
}

/** The settings of a new member as JSON text. */
export function newMemberSettings(given: GivenMemberSettings): string {
  return withSettings(defaultMemberSettings, given);
}

/** Stored settings with those that are given in the place of theirs. */
export function changedMemberSettings(stored: string, given: GivenMemberSettings): string {
  return withSettings(readMemberSettings(stored), given);
}

/** A member's stored settings; one that is newer than the record has its default. */
export function readMemberSettings(stored: string): MemberSettings {
  const settings: Partial<MemberSettings> = JSON.parse(stored);
  return { ...defaultMemberSettings, ...settings };
}

/** Ids for the e-mail address and the phone number of a new user, whether it has them yet or not, as JSON text. */
export function newUserFactorIds(source: Parameters<typeof newId>[1]): string {
  const ids: UserFactorIds = { email_id: newId("email", source), phone_id: newId("phone-number", source) };
  return JSON.stringify(ids);
}

/** A user's stored ids. */
export function readUserFactorIds(stored: string): UserFactorIds {
  const ids: UserFactorIds = JSON.parse(stored);
  return ids;
}

function withSettings(before: MemberSettings, given: GivenMemberSettings): string {
  const settings: MemberSettings = {
    is_breakglass: given.is_breakglass ?? before.is_breakglass,
    mfa_enrolled: given.mfa_enrolled ?? before.mfa_enrolled,
    default_mfa_method: given.default_mfa_method ?? before.default_mfa_method,
  };
  return JSON.stringify(settings);
}
