import { getHeapStatistics } from "node:v8";

/** What one server takes on. Times are in milliseconds. */
export interface Limits {
  /**
   * Requests with wrong credentials that an address may make for one project within the window before they are refused
   * with 429; ten times as many for all projects. 0 for any number.
   */
  readonly failedCredentials: number;
  readonly failedCredentialsWindow: number;
  /** How many addresses, and addresses with projects, are remembered. */
  readonly failedCredentialsRemembered: number;

  /** How long the head of a request may take to arrive; a connection may also be silent for so long at first. */
  readonly headTimeout: number;
  /** How long a request may take to arrive. */
  readonly requestTimeout: number;
  /** How often these are looked at, so how much longer they may take. */
  readonly timeoutCheckInterval: number;
  /** How long a connection stays open between requests. */
  readonly keepAliveTimeout: number;
  /** How long a connection may be without a byte in either direction while a request is under way. */
  readonly idleTimeout: number;
  /** How long checking the credentials may take, and again what the route does. */
  readonly workTimeout: number;
  /** In bytes: the line and the headers of a request. */
  readonly maxHeadBytes: number;
  /** Connections at a time; further ones are closed at once. */
  readonly maxConnections: number;

  /** How much later than they should things happen, on average of a sample, when the server is overloaded; 0 for any. */
  readonly maxEventLoopDelay: number;
  /** In bytes. */
  readonly maxHeapUsed: number;
  /** How long a sample is. */
  readonly pressureSample: number;
}

/** The limits of a server that is told nothing else. */
export const defaultLimits: Limits = {
  failedCredentials: 20,
  failedCredentialsWindow: 60_000,
  failedCredentialsRemembered: 10_000,
  headTimeout: 15_000,
  requestTimeout: 30_000,
  timeoutCheckInterval: 5000,
  keepAliveTimeout: 72_000,
  idleTimeout: 120_000,
  workTimeout: 30_000,
  maxHeadBytes: 16_384,
  maxConnections: 10_000,
  maxEventLoopDelay: 1000,
  maxHeapUsed: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
  pressureSample: 5000,
};
