import type { Configuration, TrustedTokenProfile } from "../../../projects/index.ts";
import { type KeySetFault, type KeySets, messageByKeySetFault } from "../../../tokens/index.ts";
import type { Finding } from "./finding.ts";

/** Fetches the key set of each profile that has it at a URL, as a server does. */
export function checkKeySets(
  projectId: string,
  { profiles }: Configuration,
  keySets: KeySets,
): Promise<readonly Finding[]> {
  return Promise.all(
    profiles.flatMap((profile) => {
      const { jwksUrl } = profile;
      return jwksUrl === null ? [] : [checkKeySet(projectId, profile, { keySets, jwksUrl })];
    }),
  );
}

async function checkKeySet(
  projectId: string,
  { name: profile }: TrustedTokenProfile,
  { keySets, jwksUrl }: { readonly keySets: KeySets; readonly jwksUrl: string },
): Promise<Finding> {
  const about = { check: "key set", projectId, profile } as const;
  const reading = await keySets.find(jwksUrl, undefined);
  // The rest of the URL may be a secret.
  const { host, hostname } = new URL(jwksUrl);
  if (!reading.ok) {
    const help = helpFor(reading.fault, hostname);
    return { ...about, status: "failed", message: messageByKeySetFault[reading.fault], ...(help && { help }) };
  }
  const count = reading.keys.length;
  if (count > 0)
    return { ...about, status: "ok", message: `${count} usable ${count === 1 ? "key" : "keys"} at \`${host}\`` };
  const message = `the key set at \`${host}\` has no key that tokens can be verified with`;
  return { ...about, status: "warning", message, help: "every token of the profile is refused" };
}

function helpFor(fault: KeySetFault, hostname: string): string | undefined {
  if (fault !== "key_set_address_not_allowed") return undefined;
  return `if \`${hostname}\` is to be trusted, give every server \`--jwks-allow-host ${hostname}\``;
}
