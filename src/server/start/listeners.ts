import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { ListenerRole } from "../http/listener.ts";
import { accessTo } from "./access-to.ts";
import type { Address } from "./address-error.ts";
import type { CheckedOptions } from "./check-options.ts";
import { createApp, type ServedParts } from "./create-app.ts";
import { listen, stop } from "./listen.ts";
import type { StartOptions } from "./start-options.ts";

/** Where a server is reached from this machine, without slashes at the ends. */
export interface ListeningAt {
  readonly url: string;
  /** Of the management API, metrics and what else is for whoever runs the service: `url` unless that has its own. */
  readonly adminUrl: string;
}

/** The listeners of a server: one, or a public one and that of whoever runs the service. */
export interface Listeners {
  /** Rejects with a `StartError` if an address cannot be had. */
  listen(): Promise<ListeningAt>;
  /** Stops listening everywhere at once and finishes what is under way. */
  stop(): Promise<void>;
}

/** Logs where a server listens, once it does. */
export function logListening({ url, adminUrl }: ListeningAt, logger: FastifyBaseLogger): void {
  logger.info({ url, admin_url: adminUrl === url ? undefined : adminUrl }, "the server listens");
}

/** Makes the listeners that the options want; they do not listen yet. */
export function createListeners(
  options: Pick<StartOptions, "metricsText">,
  checked: CheckedOptions,
  parts: ServedParts,
): Listeners {
  const access = accessTo(parts.backend, parts.metrics);
  const listener = (role: ListenerRole, address: Address) => ({
    app: createApp(options, checked, { ...parts, access, role }),
    address,
  });
  const { admin } = checked;
  const first = listener(admin === undefined ? "only" : "public", checked);
  const second = admin && listener("admin", admin);
  const apps: readonly FastifyInstance[] = second === undefined ? [first.app] : [first.app, second.app];
  return {
    async listen() {
      // The public one comes last: who reaches it reaches a server that is there.
      const adminUrl = second && (await listen(second.app, second.address));
      const url = await listen(first.app, first.address);
      return { url, adminUrl: adminUrl ?? url };
    },
    async stop() {
      await Promise.all(apps.map((app) => stop(app)));
    },
  };
}
