import type { TrustedTokenProfile } from "../../projects/index.ts";
import type { FindKeys } from "../../tokens/index.ts";
import type { Io } from "../io.ts";
import { reportProblems } from "../report-problems.ts";
import { readKeys } from "./read-keys.ts";

/** A profile that a token is tried with, and where the keys of its URL come from. */
export interface TrialKeySource {
  /** Of its file, as it is shown. */
  readonly path: string;
  readonly profile: TrustedTokenProfile;
  /** Files in the place of the URL. */
  readonly keys?: readonly string[];
  /** Hosts that may have any address, as `serve` takes them. */
  readonly jwksAllowHost?: readonly string[];
}

/**
 * The way to the keys of a profile's URL: the files that are given, or else the URL, which is asked as a server would ask
 * it, and only when the token has come so far. What cannot be used is reported; then there is nothing.
 */
export async function trialKeys(
  io: Io,
  { path, profile: { jwksUrl }, keys = [], jwksAllowHost = [] }: TrialKeySource,
): Promise<FindKeys | undefined> {
  if (keys.length > 0 && jwksUrl === null) {
    const message = "has its keys in `pem_files`, so that --keys has nothing to stand in for";
    reportProblems(io, [{ path, message, help: "leave out --keys, or change `pem_files`" }]);
    return undefined;
  }
  if (keys.length > 0) return readKeys(io, keys);
  const { allowedHost, fetchKeySet } = await import("../../tokens/index.ts");
  const allowHosts = jwksAllowHost.map((host) => allowedHost(host));
  const wrong = jwksAllowHost.find((_, index) => allowHosts[index] === undefined);
  if (wrong !== undefined) {
    reportProblems(io, [{ path: "--jwks-allow-host", message: `\`${wrong}\` is no host name or address` }]);
    return undefined;
  }
  const { lookup } = await import("node:dns/promises");
  const transport = {
    allowHosts: allowHosts.filter((host) => host !== undefined),
    allowLoopbackHttp: io.env.NODE_ENV !== "production",
    lookUp: (hostname: string) => lookup(hostname, { all: true }),
  };
  return () => fetchKeySet(jwksUrl ?? "", transport);
}
