import { hasTag } from "../tokens/index.ts";
import type { TrustedTokenProfile } from "./configuration.ts";
import { isText, maxTextCharacters } from "./is-text.ts";

/** Takes one thing that is wrong with a profile: the error's code, the field by its name in the API, and a message. */
export type Report = (code: string, field: string, message: string) => void;

/** Issuers, audiences or clients that a profile accepts beside its own. */
const maxAccepted = 10;

/** Checks whose tokens a profile takes beside those of its issuer for its audience, and how an issuer with a tag links. */
export function checkAccepted(profile: TrustedTokenProfile, report: Report): void {
  const { issuer, audience, acceptedIssuers, acceptedAudiences, acceptedClients, linkByEmail } = profile;
  const lists = [
    ["invalid_accepted_issuers", "accepted_issuers", acceptedIssuers],
    ["invalid_accepted_audiences", "accepted_audiences", acceptedAudiences],
    ["invalid_accepted_clients", "accepted_clients", acceptedClients],
  ] as const;
  for (const [code, field, texts] of lists) {
    if (texts.length <= maxAccepted && texts.every((text) => isText(text, maxTextCharacters))) continue;
    const message = `at most ${maxAccepted} are accepted, each of 1 to ${maxTextCharacters} characters, none of them a control character`;
    report(code, field, message);
  }
  if (acceptedIssuers.some(hasTag)) {
    report("invalid_accepted_issuers", "accepted_issuers", "only `issuer` may have a tag in it");
  }
  if (audience === "" && acceptedAudiences.length > 0) {
    const message = "a profile without an audience accepts tokens without one only";
    report("invalid_accepted_audiences", "accepted_audiences", message);
  }
  if (hasTag(issuer) && linkByEmail === "asserted") {
    const message = "where several run an issuer, each can assert any address: link by `verified` or `never`";
    report("issuer_links_as_asserted", "link_by_email", message);
  }
}
