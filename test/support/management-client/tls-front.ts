import { once } from "node:events";
import { connect } from "node:net";
import { createServer } from "node:tls";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

/** A proxy on this machine that speaks TLS for a server that does not. */
export interface TlsFront {
  /** Where it is reached, without a slash at its end. */
  readonly url: string;
  /** The certificate that makes it trusted, in PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts one in front of a server of this machine, with a certificate of its own. */
export async function startTlsFront(url: string): Promise<TlsFront> {
  const { key, certificate } = selfSignedCertificate();
  const { port } = new URL(url);
  const server = createServer({ key, cert: certificate }, (socket) => {
    const behind = connect(Number(port), "127.0.0.1");
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return {
    url: `https://127.0.0.1:${address.port}`,
    certificate,
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}
