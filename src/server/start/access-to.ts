import { ActiveConfigurations, type Backend } from "../../projects/index.ts";
import type { Access } from "../http/admit.ts";
import { requestStore } from "../http/request-store.ts";
import { countedStore } from "../metrics/counted-store.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** The compiled configurations that are kept. */
const maxConfigurations = 1000;

/**
 * What the requests of a server are checked against and served from; their work is counted. All listeners of a server share
 * one, for what waits its turn and what is kept in memory goes by the backend.
 */
export function accessTo(backend: Backend, metrics: Metrics): Access {
  const configurations = new ActiveConfigurations(maxConfigurations, (isHit) =>
    metrics.cacheLookup("configurations", isHit),
  );
  return { backend: forRequests(backend, metrics), configurations };
}

/** A backend for the work of requests, which is counted. Its address may become known later. */
function forRequests(backend: Backend, metrics: Metrics): Backend {
  return {
    ...backend,
    store: requestStore(countedStore(backend.store, (operation) => metrics.storeOperation(operation))),
    observer: metrics.observer,
    get publicUrl() {
      return backend.publicUrl;
    },
  };
}
