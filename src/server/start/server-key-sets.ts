import { lookup } from "node:dns/promises";
import type { FastifyBaseLogger } from "fastify";
import {
  boundedLookup,
  fetchKeySet,
  type KeySetAccess,
  type KeySetReading,
  KeySets,
  maxKeySetLookups,
  maxTriedKeySetLookups,
} from "../../tokens/index.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { CheckedOptions } from "./check-options.ts";

/**
 * The key sets of a server: fetched over the network, where this is allowed. Fetches are counted, and failures are logged
 * with the host alone.
 */
export function serverKeySets(
  { clock, keySetAccess: access }: Pick<CheckedOptions, "clock" | "keySetAccess">,
  logger: FastifyBaseLogger,
  metrics: Metrics,
): KeySets {
  const fetch = fetchOf(access);
  return new KeySets({
    clock,
    access,
    fetch: async (url) => {
      const reading = await fetch(url);
      metrics.keySetFetch(reading);
      return reading;
    },
    // Nobody's tokens depend on it, so that it is not among the numbers that somebody is woken by.
    fetchForTrial: fetchOf(access, maxTriedKeySetLookups),
    onLookup: (isHit) => metrics.cacheLookup("key_sets", isHit),
    onFailure: ({ host, fault }) => logger.warn({ jwks_host: host, reason: fault }, "a key set cannot be had"),
  });
}

/** The same for whoever looks a store over: nobody counts or logs what is fetched. */
export function unwatchedKeySets({
  clock,
  keySetAccess: access,
}: Pick<CheckedOptions, "clock" | "keySetAccess">): KeySets {
  return new KeySets({ clock, access, fetch: fetchOf(access) });
}

/** Fetches the key set of a URL over the network, where this is allowed. */
function fetchOf(access: KeySetAccess, maxLookups = maxKeySetLookups): (url: string) => Promise<KeySetReading> {
  const lookUp = boundedLookup((hostname) => lookup(hostname, { all: true }), maxLookups);
  return (url) => fetchKeySet(url, { ...access, lookUp });
}
