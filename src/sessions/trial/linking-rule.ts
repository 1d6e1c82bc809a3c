import { ApiError, type TrustedTokenProfile } from "../../projects/index.ts";
import type { TokenVertical, TrustedAttributes } from "../../tokens/index.ts";
import { requireCreation, requireLink } from "../link-by-email.ts";
import type { ReportedLinking, ReportedWay } from "./token-report.ts";

/** The linking rule for one token, and where it leads to nobody at all, the error of that. */
export interface LinkingRule {
  readonly linking: ReportedLinking;
  readonly error?: ApiError;
}

/**
 * Tells which ways a profile leaves open from a token to somebody, by the rules that attest goes by: to the record with its
 * external id, to that with its address, to a new one. Whom there is is not looked at.
 */
export function linkingRule(
  profile: TrustedTokenProfile,
  attributes: TrustedAttributes,
  { externalIdAttribute }: TokenVertical,
): LinkingRule {
  const mapsExternalId = Object.hasOwn(profile.attributeMapping, externalIdAttribute);
  const noLink = refusalOf(() => requireLink(profile, attributes));
  const noCreation = refusalOf(() => requireCreation(profile, attributes));
  const ways = [
    externalIdWay(attributes, mapsExternalId),
    emailWay(attributes, { profile, mapsExternalId, isOpen: noLink === undefined }),
    creationWay(attributes, { profile, isOpen: noCreation === undefined }),
  ];
  const linking = { link_by_email: profile.linkByEmail, email_verified: attributes.isEmailVerified ?? null, ways };
  const leadsNowhere = noLink !== undefined && ways.every(({ is_open }) => !is_open);
  return leadsNowhere ? { linking, error: noLink } : { linking };
}

function externalIdWay({ externalId }: TrustedAttributes, mapsExternalId: boolean): ReportedWay {
  const way = "external_id";
  if (externalId !== undefined) return { way, is_open: true, message: "the record that has it, whatever its address" };
  const message = mapsExternalId ? "the token has none" : "the profile maps none";
  return { way, is_open: false, message };
}

function emailWay(
  attributes: TrustedAttributes,
  {
    profile,
    mapsExternalId,
    isOpen,
  }: { readonly profile: TrustedTokenProfile; readonly mapsExternalId: boolean; readonly isOpen: boolean },
): ReportedWay {
  const way = "email";
  if (!isOpen) return { way, is_open: false, message: reasonOf(profile, attributes) };
  if (!mapsExternalId) return { way, is_open: true, message: "the record that has it" };
  const gets = attributes.externalId === undefined ? "" : ", and gets this one";
  return { way, is_open: true, message: `the record that has it, if that has no external id yet${gets}` };
}

function creationWay(
  attributes: TrustedAttributes,
  { profile, isOpen }: { readonly profile: TrustedTokenProfile; readonly isOpen: boolean },
): ReportedWay {
  const way = "created";
  if (!isOpen) return { way, is_open: false, message: reasonOf({ linkByEmail: need(profile) }, attributes) };
  if (!profile.canJitProvision) return { way, is_open: false, message: "`can_jit_provision` is off" };
  return { way, is_open: true, message: "a record is made where there is none" };
}

/** Under `never` records are made as under `asserted`. */
function need({ linkByEmail }: TrustedTokenProfile) {
  return linkByEmail === "never" ? "asserted" : linkByEmail;
}

function reasonOf(
  { linkByEmail }: Pick<TrustedTokenProfile, "linkByEmail">,
  { isEmailVerified }: TrustedAttributes,
): string {
  if (linkByEmail === "never") return "`link_by_email` is `never`";
  const said = isEmailVerified === undefined ? "absent" : `\`${isEmailVerified}\``;
  return `\`email_verified\` is ${said}, and the rule is \`${linkByEmail}\``;
}

function refusalOf(check: () => void): ApiError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
