import { Counter, Histogram, Registry } from "prom-client";
import type { Observer } from "../../projects/index.ts";
import type { KeySetReading } from "../../tokens/index.ts";
import type { CountedOperation } from "./counted-store.ts";

/** In seconds. */
const requestBucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const operationBucketsSeconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
const roundTripBuckets = [0, 1, 2, 3, 4, 5, 6, 8, 12, 16];

/** A request that has been answered. */
export interface CountedRequest {
  /** As the server declares it; `none` where no route took the request. */
  readonly route: string;
  /** Empty where what came was no request. */
  readonly method: string;
  readonly status: number;
  /** Absent where what came was no request. */
  readonly seconds?: number;
  readonly errorType: string | null;
  /** Round trips to the store one after the other; absent where the route makes none of its own. */
  readonly roundTrips?: number | undefined;
}

/**
 * The reason why credentials were refused: there were none, they are not read as such, they are wrong, or too many were
 * before.
 */
export type CredentialFailure = "missing" | "malformed" | "wrong" | "limited";

/** The content of a cache: configurations that were compiled, and key sets that were fetched. */
export type CountedCache = "configurations" | "key_sets";

/**
 * The metrics of one server, as Prometheus has them. No label is a project, a person, a record, an address, or anything
 * else that a caller can choose freely.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #registers = [this.registry];

  readonly #requests = new Counter({
    name: "claimsmith_http_requests_total",
    help: "Requests that were answered",
    labelNames: ["route", "method", "status"],
    registers: this.#registers,
  });
  readonly #requestDuration = new Histogram({
    name: "claimsmith_http_request_duration_seconds",
    help: "From the head of a request to the end of its answer",
    labelNames: ["route", "method"],
    buckets: requestBucketsSeconds,
    registers: this.#registers,
  });
  readonly #failures = new Counter({
    name: "claimsmith_failures_total",
    help: "Requests that were answered with an error",
    labelNames: ["error_type"],
    registers: this.#registers,
  });
  readonly #failedCredentials = new Counter({
    name: "claimsmith_failed_credentials_total",
    help: "Requests whose credentials were refused",
    labelNames: ["reason"],
    registers: this.#registers,
  });
  readonly #failedTrustedTokens = new Counter({
    name: "claimsmith_failed_trusted_tokens_total",
    help: "Trusted tokens that were refused",
    labelNames: ["reason"],
    registers: this.#registers,
  });
  readonly #attestDuration = new Histogram({
    name: "claimsmith_attest_duration_seconds",
    help: "Attests that succeeded, from the verification of the token to the last write",
    labelNames: ["vertical"],
    buckets: requestBucketsSeconds,
    registers: this.#registers,
  });
  readonly #mintDuration = new Histogram({
    name: "claimsmith_mint_duration_seconds",
    help: "Steps of making a session JWT: evaluating its claims, signing it",
    labelNames: ["vertical", "step"],
    buckets: operationBucketsSeconds,
    registers: this.#registers,
  });
  readonly #sessions = new Counter({
    name: "claimsmith_sessions_started_total",
    help: "Sessions that were made",
    labelNames: ["vertical"],
    registers: this.#registers,
  });
  readonly #oldestSessionsEnded = new Counter({
    name: "claimsmith_oldest_sessions_ended_total",
    help: "Sessions that ended because their member or user had more than 1000",
    labelNames: ["vertical"],
    registers: this.#registers,
  });
  readonly #cacheLookups = new Counter({
    name: "claimsmith_cache_lookups_total",
    help: "Questions to a cache of this process, by what they came to: hit or miss",
    labelNames: ["cache", "outcome"],
    registers: this.#registers,
  });
  readonly #keySetFetches = new Counter({
    name: "claimsmith_key_set_fetches_total",
    help: "Key sets of issuers that were fetched, by what they came to: ok, or the fault",
    labelNames: ["outcome"],
    registers: this.#registers,
  });
  readonly #unusableKeys = new Counter({
    name: "claimsmith_unusable_keys_total",
    help: "Keys of the key sets that were fetched, counted at each fetch, that no token can be verified with",
    labelNames: ["reason"],
    registers: this.#registers,
  });
  readonly #roundTrips = new Histogram({
    name: "claimsmith_store_round_trips",
    help: "Round trips to the store that a request made one after the other; those at the same time count as one",
    labelNames: ["route", "method"],
    buckets: roundTripBuckets,
    registers: this.#registers,
  });
  readonly #storeOperations = new Histogram({
    name: "claimsmith_store_operation_duration_seconds",
    help: "Operations of the store",
    labelNames: ["collection", "operation", "outcome"],
    buckets: operationBucketsSeconds,
    registers: this.#registers,
  });

  /** Counts what the use cases tell. */
  readonly observer: Observer = {
    begin: (work, vertical) =>
      work === "attest"
        ? this.#attestDuration.startTimer({ vertical })
        : this.#mintDuration.startTimer({ vertical, step: work }),
    sessionStarted: (vertical) => this.#sessions.inc({ vertical }),
    oldestSessionsEnded: (vertical, count) => this.#oldestSessionsEnded.inc({ vertical }, count),
    trustedTokenRefused: (reason) => this.#failedTrustedTokens.inc({ reason }),
  };

  /** Counts a request that has been answered. */
  request({ route, method, status, seconds, errorType, roundTrips }: CountedRequest): void {
    const labels = { route, method: knownMethods.has(method) ? method : "other" };
    this.#requests.inc({ ...labels, status });
    if (seconds !== undefined) this.#requestDuration.observe(labels, seconds);
    if (errorType !== null) this.#failures.inc({ error_type: errorType });
    if (roundTrips !== undefined) this.#roundTrips.observe(labels, roundTrips);
  }

  /** Counts a request whose credentials were refused. */
  failedCredentials(reason: CredentialFailure): void {
    this.#failedCredentials.inc({ reason });
  }

  /** Counts a question to a cache. */
  cacheLookup(cache: CountedCache, isHit: boolean): void {
    this.#cacheLookups.inc({ cache, outcome: isHit ? "hit" : "miss" });
  }

  /** Counts a key set that was fetched, and what of it is of no use, or one that could not be. */
  keySetFetch(reading: KeySetReading): void {
    this.#keySetFetches.inc({ outcome: reading.ok ? "ok" : reading.fault });
    if (reading.ok) for (const { reason } of reading.unusable) this.#unusableKeys.inc({ reason });
  }

  /** Counts an operation of the store. */
  storeOperation({ seconds, ...labels }: CountedOperation): void {
    this.#storeOperations.observe(labels, seconds);
  }
}

/** Node.js knows some thirty methods; those that no route takes are one to the metrics. */
const knownMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
