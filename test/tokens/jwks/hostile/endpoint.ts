import {
  fetchKeySet,
  type KeySetFault,
  type KeySetReading,
  type KeySetTransport,
} from "../../../../src/tokens/index.ts";
import { goodSet } from "../../support/jwks.ts";
import {
  answering,
  type CertificateName,
  certificateOf,
  type KeySetServer,
  keySetServer,
  type Serve,
} from "../../support/key-set-server.ts";

/** Where a key set is asked for, and what there is. */
export interface Endpoint {
  readonly serve?: Serve;
  /** Over TLS, with this certificate, which is also the only authority that is trusted unless another is. */
  readonly certificate?: CertificateName | undefined;
  readonly trusts?: CertificateName;
  readonly url?: (port: number) => string;
  /** What host names resolve to; unless given, they have no address. */
  readonly addresses?: readonly string[] | "never";
  readonly allowHosts?: readonly string[];
  readonly allowLoopbackHttp?: boolean;
  readonly timeoutMilliseconds?: number;
}

/** An endpoint that is refused or gives no key, beside one that gives its key and differs from it in one thing. */
export interface HostileEndpoint {
  readonly name: string;
  readonly hostile: Endpoint;
  readonly control: Endpoint;
  /** Why it is refused, or that it gives none of its keys. */
  readonly outcome: KeySetFault | "no keys";
  /** Whether it is refused before anything is connected to. */
  readonly isNeverAsked: boolean;
}

export const idp = (port: number): string => `https://idp.example:${port}/jwks`;

/** The good key set, over http from this machine. */
const overHttp: Endpoint = { serve: answering({ body: goodSet }) };

/** The good key set, over TLS from a host that is allowed to have an address of this machine. */
export const overTls: Endpoint = {
  ...overHttp,
  certificate: "trusted",
  url: idp,
  addresses: ["127.0.0.1"],
  allowHosts: ["idp.example"],
};

/** A row whose endpoint differs from a good one over http. */
export function httpRow(name: string, outcome: HostileEndpoint["outcome"], hostile: Endpoint, control: Endpoint = {}) {
  return row(name, outcome, { ...overHttp, ...hostile }, { ...overHttp, ...control });
}

/** A row whose endpoint differs from a good one over TLS. */
export function tlsRow(name: string, outcome: HostileEndpoint["outcome"], hostile: Endpoint, control: Endpoint = {}) {
  return row(name, outcome, { ...overTls, ...hostile }, { ...overTls, ...control });
}

function row(name: string, outcome: HostileEndpoint["outcome"], hostile: Endpoint, control: Endpoint): HostileEndpoint {
  const isNeverAsked = /url_not_allowed|address_not_allowed|host_not_found/.test(outcome);
  return { name, outcome, hostile, control, isNeverAsked };
}

/** An endpoint whose server runs. */
export interface OpenEndpoint {
  readonly url: string;
  readonly server: KeySetServer;
  fetch(): Promise<KeySetReading>;
}

/** Starts the server of an endpoint; it is closed when the test has finished. */
export async function openEndpoint(endpoint: Endpoint): Promise<OpenEndpoint> {
  const { serve = answering({}), certificate, trusts = certificate, addresses = [] } = endpoint;
  const server = await keySetServer(serve, certificate);
  const url = endpoint.url?.(server.port) ?? `http://127.0.0.1:${server.port}/jwks`;
  const transport: KeySetTransport = {
    allowHosts: endpoint.allowHosts ?? [],
    allowLoopbackHttp: endpoint.allowLoopbackHttp ?? true,
    lookUp: async () => {
      if (addresses === "never") return new Promise(() => {});
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
    ...(endpoint.timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds: endpoint.timeoutMilliseconds }),
    ...(trusts === undefined ? {} : { certificateAuthorities: [certificateOf(trusts)] }),
  };
  return { url, server, fetch: () => fetchKeySet(url, transport) };
}
