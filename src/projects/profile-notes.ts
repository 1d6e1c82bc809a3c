import { quoteSource } from "../language/diagnostics/index.ts";
import { pointerTo } from "../language/json-pointer.ts";
import { type AttributeSource, hasTag, type TokenPolicy } from "../tokens/index.ts";
import type { TrustedTokenProfile } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";

const externalIds = ["external_member_id", "external_user_id"];

/** A profile with its policy, as far as it compiles. */
export interface NotedProfile {
  readonly profile: TrustedTokenProfile;
  readonly policy: TokenPolicy;
}

/** Warnings of one profile that is not wrong, but lets in nobody, or more than its author may mean. */
export function profileNotes({ profile, policy }: NotedProfile, base: string): readonly ConfigurationProblem[] {
  return [...mappingNotes(profile, policy, pointerTo(base, "attribute_mapping")), ...linkNotes(profile, base)];
}

/** Warns of profiles of one project whose issuers number people for themselves, while their numbers count as the same. */
export function sharedNameSpaceNotes(profiles: readonly TrustedTokenProfile[]): readonly ConfigurationProblem[] {
  const sharing = profiles.flatMap((profile, index) => {
    const attribute = externalIds.find((name) => isRaw(profile, name));
    return attribute === undefined
      ? []
      : [{ profile, at: pointerTo("/profiles", index, "attribute_mapping", attribute) }];
  });
  const [first, ...others] = sharing;
  return others.map(({ profile, at }) => ({
    code: "external_ids_share_a_name_space",
    pointer: at,
    message: `external ids of this profile and of ${quoteSource(first?.profile.name ?? "")} mean the same people, as long as both are claims as they stand`,
    help: `where they do not, tell them apart, as in ${quoteSource(`${profile.name}|<< token.sub >>`)}`,
  }));
}

function mappingNotes(
  profile: TrustedTokenProfile,
  { sources, conditions }: TokenPolicy,
  pointer: string,
): readonly ConfigurationProblem[] {
  const { attributeMapping, acceptedIssuers } = profile;
  const missing = ["email", "token_id"].filter((attribute) => !Object.hasOwn(attributeMapping, attribute));
  const notes: ConfigurationProblem[] = missing.map((attribute) => ({
    code: "attribute_not_mapped",
    pointer,
    message: `the mapping has no \`${attribute}\`, so that every token of the profile is refused`,
  }));
  const raw = externalIds.find((name) => isRaw(profile, name));
  const named = raw ?? externalIds.find((name) => isOfIssuersClaims(profile, sources.get(name)));
  if (named !== undefined && acceptedIssuers.length > 0) {
    notes.push({
      code: "external_id_of_several_issuers",
      pointer: pointerTo(pointer, named),
      message: "the profile accepts several issuers, and takes the same external id of each for the same person",
      help: "tell them apart, as in `<< token.iss >>|<< token.sub >>`",
    });
  }
  for (const [attribute, source] of sources) {
    if (readsOf(source).some(isUserWritten)) notes.push(userMetadataNote(pointerTo(pointer, attribute)));
  }
  for (const [index, { expression }] of conditions.entries()) {
    const at = pointer.replace(/attribute_mapping$/, `conditions/${index}/expression`);
    if (expression?.reads.some(isUserWritten)) notes.push(userMetadataNote(at));
  }
  if (isMadeUp(attributeMapping.email ?? "")) {
    notes.push({
      code: "email_made_up",
      pointer: pointerTo(pointer, "email"),
      message:
        "the address is made of a claim and a domain that is written here: it is nobody's unless the domain is yours",
      help: "use a domain that nobody can have, under `.invalid`, and give it no implicit roles",
    });
  }
  return notes;
}

function linkNotes(
  { linkByEmail, publicKeyType, attributeMapping }: TrustedTokenProfile,
  base: string,
): readonly ConfigurationProblem[] {
  const pointer = pointerTo(base, "link_by_email");
  if (linkByEmail === "asserted" && publicKeyType === "JWK") {
    const message = "whatever address the tokens of the issuer assert, they sign in as whoever has it here";
    const help =
      "if people can sign up with the issuer under any address, set `link_by_email` to `verified` or `never`";
    return [{ code: "email_linked_as_asserted", pointer, message, help }];
  }
  if (linkByEmail === "never" && !externalIds.some((name) => Object.hasOwn(attributeMapping, name))) {
    const message = "nobody is found by address, and the mapping has no external id, so that nobody signs in twice";
    return [{ code: "nothing_to_link_by", pointer, message }];
  }
  return [];
}

/** Tells whether an attribute is mapped to a claim as it stands, be it as the one thing in a tag, or to the first that is there of some. */
function isRaw({ attributeMapping }: TrustedTokenProfile, attribute: string): boolean {
  const written = Object.hasOwn(attributeMapping, attribute) ? attributeMapping[attribute] : undefined;
  return written !== undefined && (!hasTag(written) || loneClaim.test(written));
}

/**
 * Tells whether an external id is told apart only by the claims that an issuer with a tag is made of: an issuer that is
 * accepted beside it can write anything into them.
 */
function isOfIssuersClaims({ issuer }: TrustedTokenProfile, source: AttributeSource | undefined): boolean {
  return hasTag(issuer) && source !== undefined && !readsOf(source).includes("token.iss");
}

/** A tag with nothing around it, and in it nothing but a claim, or several with `??` between. */
const loneClaim = /^\s*(?:<<|\{\{)(?:\s*(?:\?\?\s*)?token(?:\.\w+|\[(?:"[^"\\]*"|'[^'\\]*')\])+)+\s*(?:>>|\}\})\s*$/;

function readsOf(source: AttributeSource): readonly string[] {
  if (source.kind === "broken") return [];
  return source.kind === "path" ? [`token.${source.path}`] : source.expression.reads;
}

/** Tells whether a claim is in what issuers let their users write for themselves. */
function isUserWritten(path: string): boolean {
  return /^token\.user_metadata(?:\.|$)/.test(path);
}

function userMetadataNote(pointer: string): ConfigurationProblem {
  const message = "users write `user_metadata` themselves, so that whoever signs up decides what stands in it";
  return { code: "user_metadata_read", pointer, message };
}

/**
 * Tells whether an expression joins claims and a domain that is written in it, unless that is one which nobody can have:
 * under `.invalid` (RFC 2606 §2).
 */
function isMadeUp(written: string): boolean {
  if (!hasTag(written)) return false;
  const [domain] = /@[^@]*$/.exec(written.replace(/<<.*?>>|\{\{.*?\}\}/gs, "*")) ?? [];
  if (domain !== undefined && !isNobodys(domain)) return true;
  const joined = written.matchAll(/\+\s*(?:"([^"]*@[^"]*)"|'([^']*@[^']*)')(\s*\+)?/g);
  return [...joined].some(([, one, other, more]) => more !== undefined || !isNobodys(one ?? other ?? ""));
}

function isNobodys(domain: string): boolean {
  return /[.@]invalid\s*$/i.test(domain);
}
