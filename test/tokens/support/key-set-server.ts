import { readFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

/** What a server does with a connection on which a whole request has arrived, or what is no HTTP. */
export type Serve = (socket: Socket, request: string) => void;

/** A server of this machine that says exactly what it is told to say. */
export interface KeySetServer {
  readonly port: number;
  /** The heads of the requests that have arrived. */
  readonly requests: readonly string[];
  /** How many connections were made to it. */
  connections(): number;
}

/** The certificates of the tests, by the name of their file; all of one key, for everybody to read. */
export type CertificateName = "trusted" | "other-name" | "expired";

/** Starts one, over TLS if a certificate is named; it is closed when the test has finished. */
export async function keySetServer(serve: Serve, certificate?: CertificateName): Promise<KeySetServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const answer = (socket: Socket) => {
    let head = "";
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      head += bytes.toString("latin1");
      const isHandshake = bytes[0] === 0x16;
      if (!head.endsWith("\r\n\r\n") && !isHandshake) return;
      requests.push(head);
      serve(socket, head);
      head = "";
    });
  };
  const server: Server =
    certificate === undefined
      ? createServer(answer)
      : createTlsServer({ key: pemFile("key"), cert: certificateOf(certificate) }, answer);
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens on a port");
  return { port: address.port, requests, connections: () => connections };
}

/** A certificate of the tests in PEM. */
export function certificateOf(name: CertificateName): string {
  return pemFile(name);
}

function pemFile(name: string): string {
  return readFileSync(new URL(`tls/${name}.pem`, import.meta.url), "utf8");
}

/** What of an answer is not as in a good one. */
export interface Answer {
  readonly status?: string;
  /** A header that is `undefined` is left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array;
}

/** Answers with JSON and closes the connection; the length of the body is told. */
export function answering({ status = "200 OK", headers = {}, body = "" }: Answer): Serve {
  const bytes = Buffer.from(body);
  const all = {
    "content-type": "application/json",
    "content-length": `${bytes.length}`,
    connection: "close",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return (socket) => {
    socket.write([`HTTP/1.1 ${status}`, ...lines, "", ""].join("\r\n"));
    socket.end(bytes);
  };
}

/** Says exactly this, and closes the connection. */
export function saying(text: string | Uint8Array): Serve {
  return (socket) => void socket.end(text);
}

/** Says this at first, and then a byte again and again for as long as it is listened to. */
export function dripping(first: string, byte: string): Serve {
  return (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(byte), 10);
    socket.on("close", () => clearInterval(timer));
  };
}
