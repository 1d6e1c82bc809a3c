import type { Clock } from "../../store/index.ts";
import type { LoggerChoice } from "./logger.ts";

/** The options of a server. Each has a default; together they keep a store in `./.claimsmith`. */
export interface StartOptions {
  /** `embedded:DIRECTORY`, or the directory alone; or the URI of a MongoDB, `mongodb://HOST/DATABASE`. */
  readonly store?: string | undefined;
  /** A file that the store is named in instead: the URI of a MongoDB may have a password. */
  readonly storeFile?: string | undefined;
  /** Makes indexes of a MongoDB as they were declared where they are missing or different, instead of refusing it. */
  readonly migrate?: boolean | undefined;
  /** The address to listen on; `127.0.0.1` unless given. */
  readonly host?: string | undefined;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /**
   * The port of a listener of its own for whoever runs the service: the management API, metrics and what else is not for
   * clients then stand there, and no longer on `port`. 0 takes any free port. All stand on `port` unless given.
   */
  readonly adminPort?: number | undefined;
  /** The address of that listener; `127.0.0.1` unless given. Only with `adminPort`. */
  readonly adminHost?: string | undefined;
  /** The address under which clients reach the server, without a path; the one it listens on unless given. */
  readonly publicUrl?: string | undefined;
  /** A declared state to apply before listening: the state itself, or the path of its file. */
  readonly apply?: object | string | undefined;
  /** The folder in which that path, or the `./…` of a state itself, are; the working folder unless given. */
  readonly applyFolder?: string | undefined;
  /** Whether that state is published though members or users who get claims now would get none. Not unless given. */
  readonly force?: boolean | undefined;
  /** Keeps everything in a temporary directory, which is removed when the server closes. */
  readonly ephemeral?: boolean | undefined;
  /** A whole number: fixes ids, secrets and keys, which everybody can then know. Only with `ephemeral`. */
  readonly seed?: number | undefined;
  /** What time it is: an RFC 3339 time, at which the clock stands still, or a clock. Only with `ephemeral`. */
  readonly clock?: string | Clock | undefined;
  /** As `CLAIMSMITH_MASTER_KEY` has it. */
  readonly masterKey?: string | undefined;
  /** A file with that instead. In production only its owner may be able to read it. */
  readonly masterKeyFile?: string | undefined;
  /**
   * The key of the management API, which takes the place of the one before. If there is none one is made or, in
   * production, there is no management API.
   */
  readonly workspaceKeyId?: string | undefined;
  readonly workspaceKeySecret?: string | undefined;
  /** Files with those instead. */
  readonly workspaceKeyIdFile?: string | undefined;
  readonly workspaceKeySecretFile?: string | undefined;
  /**
   * Whether nothing is made that was not asked for: a master key must be given, and neither starter projects nor a
   * workspace key come by themselves. By default whether `NODE_ENV` is `production`.
   */
  readonly isProduction?: boolean | undefined;
  /** Hosts of JWKS URLs that may have any address; others must be of the public internet. */
  readonly jwksAllowHosts?: readonly string[] | undefined;
  /**
   * Requests with wrong credentials a minute that an address may make for one project, ten times as many for all; further
   * ones are answered with 429. 20 unless given; 0 for any number.
   */
  readonly failedCredentialsLimit?: number | undefined;
  /** Whether there is `GET /metrics`; there is unless given. */
  readonly metrics?: boolean | undefined;
  /**
   * What `GET /metrics` answers, asked for at most once a second: of several processes, all that they count; the server's
   * own metrics unless given.
   */
  readonly metricsText?: (() => Promise<string>) | undefined;
  /** Addresses and networks (`10.0.0.0/8`) of proxies, whose `X-Forwarded-For` is believed; nobody's unless given. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Where to log, and how much; nothing unless given. */
  readonly logger?: LoggerChoice | undefined;
}
