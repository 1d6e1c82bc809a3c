import { randomBytes } from "node:crypto";
import { type Backend, checkMasterKey } from "../../src/projects/index.ts";
import { apiRoutes } from "../../src/server/routes/api-routes.ts";
import { applyState } from "../../src/server/start/apply-state.ts";
import { buildApp } from "../../src/server/start/build-app.ts";
import { listen, stop } from "../../src/server/start/listen.ts";
import { allCollections } from "../../src/server/start/open-store.ts";
import { processPacing } from "../../src/server/start/process-pacing.ts";
import { newestPatch } from "../../src/sessions/index.ts";
import type { Clock, Store } from "../../src/store/index.ts";
import { generatePrivateKey, KeySets, MasterKeys } from "../../src/tokens/index.ts";
import type { OpenOptions } from "./open-store-at.ts";

/** A server whose parts a test chooses: `startServer` takes neither a store nor, except for an ephemeral one, a clock. */
export interface ComposedServer {
  readonly url: string;
  readonly backend: Backend;
  /** Closes the server and its store. */
  close(): Promise<void>;
}

/** What a server is composed of. */
export interface ServerParts {
  readonly openStore: (options: OpenOptions) => Promise<Store>;
  /** In base64. */
  readonly masterKey: string;
  /** The real one unless given. */
  readonly clock?: Clock;
  /** A declared state to apply. */
  readonly apply?: object;
}

/** Starts a server of the real parts on a store that is opened for it. */
export async function startComposed(parts: ServerParts): Promise<ComposedServer> {
  const { openStore, clock = Date.now, apply: state } = parts;
  const parsed = MasterKeys.parse(parts.masterKey);
  if (!parsed.ok) throw new Error(parsed.error.message);
  let url = "";
  const backend: Backend = {
    store: await openStore({ clock, collections: allCollections }),
    clock,
    random: randomBytes,
    pacing: processPacing,
    newestPatch,
    masterKeys: parsed.masterKeys,
    keySource: generatePrivateKey,
    keySets: new KeySets({
      clock,
      access: { allowHosts: [], allowLoopbackHttp: false },
      fetch: async () => ({ ok: false, fault: "key_set_unreachable" }),
    }),
    get publicUrl() {
      return url;
    },
  };
  await checkMasterKey(backend);
  if (state !== undefined) await applyState(backend, { state, folder: ".", printSecret() {} });
  const app = buildApp({ backend, routes: apiRoutes });
  url = await listen(app, { host: "127.0.0.1", port: 0 });
  return {
    url,
    backend,
    async close() {
      await stop(app);
      await backend.store.close();
    },
  };
}
