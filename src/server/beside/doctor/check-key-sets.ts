import type { Configuration, TrustedTokenProfile } from "../../../projects/index.ts";
import {
  describeUnusableKey,
  isFaultyKey,
  type KeySetFault,
  type KeySets,
  messageByKeySetFault,
  type UnusableKey,
} from "../../../tokens/index.ts";
import type { Finding } from "./finding.ts";

/** Fetches the key set of each profile that has it at a URL, as a server does, and names the keys that are of no use in it. */
export async function checkKeySets(
  projectId: string,
  { profiles }: Configuration,
  keySets: KeySets,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    profiles.flatMap((profile) => {
      const { jwksUrl } = profile;
      return jwksUrl === null ? [] : [checkKeySet(projectId, profile, { keySets, jwksUrl })];
    }),
  );
  return findings.flat();
}

async function checkKeySet(
  projectId: string,
  { name: profile }: TrustedTokenProfile,
  { keySets, jwksUrl }: { readonly keySets: KeySets; readonly jwksUrl: string },
): Promise<readonly Finding[]> {
  const about = { check: "key set", projectId, profile } as const;
  const reading = await keySets.find(jwksUrl, undefined);
  // The rest of the URL may be a secret.
  const { host, hostname } = new URL(jwksUrl);
  if (!reading.ok) {
    const message = messageByKeySetFault[reading.fault];
    return [{ ...about, status: "failed", message, help: helpFor(reading.fault, host, hostname) }];
  }
  return [usableKeys(reading.keys.length, host), ...reading.unusable.map(unusableKey)].map((found) => ({
    ...about,
    ...found,
  }));
}

type KeySetFinding = Pick<Finding, "status" | "message" | "help">;

function usableKeys(count: number, host: string): KeySetFinding {
  if (count > 0) return { status: "ok", message: `${count} usable ${count === 1 ? "key" : "keys"} at \`${host}\`` };
  const message = `the key set at \`${host}\` has no key that tokens can be verified with`;
  return { status: "warning", message, help: "every token of the profile is refused" };
}

function unusableKey(key: UnusableKey): KeySetFinding {
  const message = describeUnusableKey(key);
  if (!isFaultyKey(key)) return { status: "ok", message };
  return { status: "warning", message, help: "the tokens that name it are refused; tell the issuer" };
}

function helpFor(fault: KeySetFault, host: string, hostname: string): string {
  switch (fault) {
    case "key_set_address_not_allowed":
      return `if \`${hostname}\` is to be trusted, give every server \`--jwks-allow-host ${hostname}\``;
    case "key_set_url_not_allowed":
      return "give the profile an https URL, as docs/service.md tells";
    case "key_set_host_not_found":
    case "key_set_unreachable":
    case "key_set_not_secure":
    case "key_set_timed_out":
      return `see to it that this machine reaches \`${host}\`, with a certificate that it trusts`;
    default:
      return `have whoever runs \`${host}\` answer with a JSON Web Key Set, or give the profile another URL`;
  }
}
