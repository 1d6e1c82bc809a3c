import { getHeapStatistics } from "node:v8";

/** The limits of what one server takes on. */
export interface Limits {
  /**
   * Requests with wrong credentials that an address may make for one project within the window before they are refused
   * with 429; ten times as many for all projects. 0 for any number.
   */
  readonly maxFailedCredentials: number;
  readonly failedCredentialsWindowMilliseconds: number;
  /** Addresses, and addresses with projects, that are remembered. */
  readonly maxRememberedAddresses: number;

  /** The time for the head of a request to arrive; a connection may also be silent for so long at first. */
  readonly maxHeadMilliseconds: number;
  /** The time for a request to arrive. */
  readonly maxRequestMilliseconds: number;
  /** Those two are looked at once in this time, so they may take so much longer. */
  readonly timeoutCheckIntervalMilliseconds: number;
  /** The time for which a connection stays open between requests. */
  readonly maxKeepAliveMilliseconds: number;
  /** The time for which a connection may be without a byte in either direction while a request is under way. */
  readonly maxIdleMilliseconds: number;
  /** The time for checking the credentials, and again for what the route does. */
  readonly maxWorkMilliseconds: number;
  /** The time that the store has for what could also be answered from memory. */
  readonly maxPublishedMilliseconds: number;
  /** The line and the headers of a request. */
  readonly maxHeadBytes: number;
  /** Connections at a time; further ones are closed at once. */
  readonly maxConnections: number;
  /** Requests of one connection that are under way at a time; further ones wait, unread but for what came with them. */
  readonly maxRequestsPerConnection: number;

  /** The delay with which things may happen, on average of a sample, before the server is overloaded; 0 for any. */
  readonly maxEventLoopDelayMilliseconds: number;
  /** The heap in use, beyond which the server is overloaded. */
  readonly maxHeapBytes: number;
  /** The length of a sample. */
  readonly pressureSampleMilliseconds: number;
}

/** The limits of a server that is told nothing else. */
export const defaultLimits: Limits = {
  maxFailedCredentials: 20,
  failedCredentialsWindowMilliseconds: 60_000,
  maxRememberedAddresses: 10_000,
  maxHeadMilliseconds: 15_000,
  maxRequestMilliseconds: 30_000,
  timeoutCheckIntervalMilliseconds: 5000,
  maxKeepAliveMilliseconds: 72_000,
  maxIdleMilliseconds: 120_000,
  maxWorkMilliseconds: 30_000,
  maxPublishedMilliseconds: 1000,
  maxHeadBytes: 16_384,
  maxConnections: 10_000,
  maxRequestsPerConnection: 16,
  maxEventLoopDelayMilliseconds: 1000,
  maxHeapBytes: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
  pressureSampleMilliseconds: 5000,
};
