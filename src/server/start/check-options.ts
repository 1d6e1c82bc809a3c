import { minSecretCharacters, type WorkspaceKey } from "../../projects/index.ts";
import type { Clock } from "../../store/index.ts";
import { allowedHost, type KeySetAccess, parseRfc3339 } from "../../tokens/index.ts";
import { defaultLimits, type Limits } from "../http/limits.ts";
import { type ListenedAddresses, listenedAddresses } from "./listened-addresses.ts";
import { type ReadSecrets, readSecretFiles } from "./read-secret-files.ts";
import { wrongOption } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";
import { trustedProxy } from "./trusted-proxy.ts";

/** The place where everything is kept. The URI of a MongoDB holds credentials: it is never shown. */
export type StoreLocation =
  | { readonly kind: "temporary" }
  | { readonly kind: "embedded"; readonly directory: string }
  | { readonly kind: "mongodb"; readonly uri: string };

/** Options that have been checked. */
export interface CheckedOptions extends ListenedAddresses {
  readonly store: StoreLocation;
  readonly migrate: boolean;
  /** An origin. */
  readonly publicUrl: string | undefined;
  readonly seed: number | undefined;
  readonly clock: Clock;
  readonly isProduction: boolean;
  readonly workspaceKey: WorkspaceKey | undefined;
  readonly keySetAccess: KeySetAccess;
  readonly limits: Limits;
  readonly hasMetrics: boolean;
  readonly trustedProxies: readonly string[];
}

/** Every option: one that is misspelt must not be taken for one that was left out. */
const known: { readonly [name in keyof StartOptions]-?: true } = {
  store: true,
  storeFile: true,
  migrate: true,
  host: true,
  port: true,
  adminHost: true,
  adminPort: true,
  publicUrl: true,
  apply: true,
  applyFolder: true,
  force: true,
  ephemeral: true,
  seed: true,
  clock: true,
  masterKey: true,
  masterKeyFile: true,
  workspaceKeyId: true,
  workspaceKeyIdFile: true,
  workspaceKeySecret: true,
  workspaceKeySecretFile: true,
  isProduction: true,
  jwksAllowHosts: true,
  failedCredentialsLimit: true,
  metrics: true,
  metricsText: true,
  trustProxy: true,
  logger: true,
};

/** Options that have been checked, together with the secrets that they have in files. */
export interface Checking<Options> extends ReadSecrets<Options> {
  readonly checked: CheckedOptions;
}

/** Reads the secrets that options have in files, and checks all. Rejects with a `StartError` that names the first wrong one. */
export async function readOptions<Options extends StartOptions>(given: Options): Promise<Checking<Options>> {
  requireKnown(given);
  const read = await readSecretFiles(given, isProductionOf(given));
  return { ...read, checked: checkOptions(read.options) };
}

function requireKnown(options: StartOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw wrongOption(unknown, "is no option of `startServer`");
}

function isProductionOf(options: StartOptions): boolean {
  return options.isProduction ?? process.env.NODE_ENV === "production";
}

/** Checks options on their own, without files. Throws a `StartError` that names the first wrong one. */
export function checkOptions(options: StartOptions): CheckedOptions {
  requireKnown(options);
  const { store, migrate = false, ephemeral = false, seed, clock, publicUrl } = options;
  if (ephemeral && store !== undefined) throw wrongOption("store", "cannot be kept where all is ephemeral");
  if (!ephemeral && seed !== undefined) throw wrongOption("seed", "is only for servers where all is ephemeral");
  if (!ephemeral && clock !== undefined) throw wrongOption("clock", "is only for servers where all is ephemeral");
  const listened = listenedAddresses(options);
  const { isLoopback } = listened;
  const isProduction = isProductionOf(options);
  if (seed !== undefined && (isProduction || !isLoopback)) {
    throw wrongOption(
      "seed",
      "is for tests: everybody can know the keys, so it needs a loopback address outside production",
    );
  }
  if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw wrongOption("seed", "must be a whole number from 0 to 9007199254740991");
  }
  const { failedCredentialsLimit = defaultLimits.maxFailedCredentials } = options;
  if (!(Number.isSafeInteger(failedCredentialsLimit) && failedCredentialsLimit >= 0)) {
    throw wrongOption("failedCredentialsLimit", "must be a whole number from 0 to 9007199254740991");
  }
  const location: StoreLocation = ephemeral ? { kind: "temporary" } : locationOf(store ?? ".claimsmith");
  if (migrate && location.kind !== "mongodb") throw wrongOption("migrate", "is only for a store on MongoDB");
  return {
    store: location,
    migrate,
    ...listened,
    publicUrl: publicUrl === undefined ? undefined : originOf(publicUrl),
    seed,
    clock: clockOf(clock),
    isProduction,
    workspaceKey: workspaceKeyOf(options),
    keySetAccess: {
      allowHosts: (options.jwksAllowHosts ?? []).map(allowHostOf),
      allowLoopbackHttp: isLoopback && !isProduction,
    },
    limits: { ...defaultLimits, maxFailedCredentials: failedCredentialsLimit },
    hasMetrics: options.metrics ?? true,
    trustedProxies: (options.trustProxy ?? []).map(trustedProxy),
  };
}

function workspaceKeyOf({ workspaceKeyId: keyId, workspaceKeySecret: secret }: StartOptions): WorkspaceKey | undefined {
  if (keyId === undefined && secret === undefined) return undefined;
  if (keyId === undefined) throw wrongOption("workspaceKeyId", "is needed with the secret of the workspace key");
  if (secret === undefined) throw wrongOption("workspaceKeySecret", "is needed with the id of the workspace key");
  if (!/^[A-Za-z0-9._~-]{1,128}$/.test(keyId)) {
    throw wrongOption("workspaceKeyId", "must have 1 to 128 characters of `A-Z a-z 0-9 . _ ~ -`");
  }
  // An id of a project would be taken for its credentials by whoever reads them.
  if (keyId.startsWith("project-")) throw wrongOption("workspaceKeyId", "must not begin with `project-`");
  if (!/^[!-~]{1,512}$/.test(secret) || secret.length < minSecretCharacters) {
    const message = `must have ${minSecretCharacters} to 512 characters of printable ASCII without spaces`;
    throw wrongOption("workspaceKeySecret", message);
  }
  return { keyId, secret };
}

function allowHostOf(text: string): string {
  const host = allowedHost(text);
  if (host === undefined)
    throw wrongOption("jwksAllowHosts", `must be names or addresses of hosts, and \`${text}\` is none`);
  return host;
}

function locationOf(store: string): StoreLocation {
  const [, adapter, rest] = /^([a-z][a-z0-9+]+):(.*)$/s.exec(store) ?? [];
  if (adapter === "mongodb" || adapter === "mongodb+srv") return { kind: "mongodb", uri: store };
  if (adapter !== undefined && adapter !== "embedded") {
    throw wrongOption("store", "must be `embedded:DIRECTORY` or `mongodb://HOST/DATABASE`");
  }
  const directory = rest ?? store;
  if (directory === "" || directory.includes("\0")) throw wrongOption("store", "must name a directory");
  return { kind: "embedded", directory };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (!isPlain) throw wrongOption("publicUrl", "must be an http or https address without a path");
  return url.origin;
}

function clockOf(clock: StartOptions["clock"]): Clock {
  if (clock === undefined) return Date.now;
  if (typeof clock === "function") return clock;
  const now = parseRfc3339(clock);
  if (now === undefined) throw wrongOption("clock", "must be a time such as `2026-01-01T00:00:00Z`");
  return () => now;
}
