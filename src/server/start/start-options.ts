import type { Clock } from "../../store/index.ts";
import type { LoggerChoice } from "./logger.ts";

/** The options of a server. Each has a default; together they keep a store in `./.claimsmith`. */
export interface StartOptions {
  /** `embedded:DIRECTORY`, or the directory alone; or the URI of a MongoDB, `mongodb://HOST/DATABASE`. */
  readonly store?: string | undefined;
  /** Makes indexes of a MongoDB as they were declared where they are missing or different, instead of refusing it. */
  readonly migrate?: boolean | undefined;
  /** The address to listen on; `127.0.0.1` unless given. */
  readonly host?: string | undefined;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /** The address under which clients reach the server, without a path; the one it listens on unless given. */
  readonly publicUrl?: string | undefined;
  /** A declared state to apply before listening: the state itself, or the path of its file. */
  readonly apply?: object | string | undefined;
  /** The folder in which that path, or the `./…` of a state itself, are; the working folder unless given. */
  readonly applyFolder?: string | undefined;
  /** Keeps everything in a temporary directory, which is removed when the server closes. */
  readonly ephemeral?: boolean | undefined;
  /** A whole number: fixes ids, secrets and keys, which everybody can then know. Only with `ephemeral`. */
  readonly seed?: number | undefined;
  /** What time it is: an RFC 3339 time, at which the clock stands still, or a clock. Only with `ephemeral`. */
  readonly clock?: string | Clock | undefined;
  /** As `CLAIMSMITH_MASTER_KEY` has it. */
  readonly masterKey?: string | undefined;
  /** The key of the management API, which takes the place of the one before; one is made if there is none. */
  readonly workspaceKeyId?: string | undefined;
  readonly workspaceKeySecret?: string | undefined;
  /** Whether a master key must be given; by default whether `NODE_ENV` is `production`. */
  readonly isProduction?: boolean | undefined;
  /** Hosts of JWKS URLs that may have any address; others must be of the public internet. */
  readonly jwksAllowHosts?: readonly string[] | undefined;
  /**
   * Requests with wrong credentials a minute that an address may make for one project, ten times as many for all; further
   * ones are answered with 429. 20 unless given; 0 for any number.
   */
  readonly failedCredentialsLimit?: number | undefined;
  /** What `GET /metrics` answers: of several processes, all that they count; the server's own metrics unless given. */
  readonly metricsText?: (() => Promise<string>) | undefined;
  /** Addresses and networks (`10.0.0.0/8`) of proxies, whose `X-Forwarded-For` is believed; nobody's unless given. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Where to log, and how much; nothing unless given. */
  readonly logger?: LoggerChoice | undefined;
}
