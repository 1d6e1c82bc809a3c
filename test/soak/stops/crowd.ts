import { connect, type Socket } from "node:net";
import { b2b } from "../../sdk/support/declared-state.ts";
import { basic } from "../../server/support/basic.ts";

const authorization = `Authorization: ${basic(`${b2b.projectId}:${b2b.secret}`)}\r\n`;

const health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
const policy = `GET /v1/b2b/rbac/policy HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`;

function creation(name: string): string {
  const body = JSON.stringify({ organization_name: name });
  return `POST /v1/b2b/organizations HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function creations(count: number, random: () => number): string {
  return Array.from({ length: count }, () => creation(`soak ${random()}`)).join("");
}

/** What a client is like: what it writes first, and whether it goes on, reads, and closes its side. */
interface Manner {
  readonly first: (random: () => number) => string;
  /** Writes as much again whenever all was answered. */
  readonly isLasting?: boolean;
  /** Writes as much again whenever there is room for it, answered or not. */
  readonly isUnbounded?: boolean;
  readonly reads?: boolean;
  readonly ends?: boolean;
  /** Has more to say, and never says it: a server that stops waits for it as long as its grace. */
  readonly isStalled?: boolean;
}

const many = (request: string) => (random: () => number) => request.repeat(1 + Math.floor(random() * 1000));

/** By what they do. */
export const manners = {
  pipelined: { first: many(health), isLasting: true },
  "pipelined reads of the store": { first: many(policy), isLasting: true },
  "pipelined writes": { first: (random) => creations(1 + Math.floor(random() * 200), random), isLasting: true },
  "pipelined without end": { first: many(health), isUnbounded: true },
  "pipelined reads without end": { first: many(policy), isUnbounded: true },
  "pipelined writes without end": { first: (random) => creations(100, random), isUnbounded: true },
  "pipelined and deaf": { first: (random) => health.repeat(500 + Math.floor(random() * 5000)), reads: false },
  "keep-alive": { first: () => health },
  "keep-alive and busy": { first: () => policy, isLasting: true },
  silent: { first: () => "", isStalled: true },
  "half-closed": { first: many(policy), ends: true },
  "half a head": { first: () => `${health}GET /healthz HTTP/1.1\r\nHo`, isStalled: true },
  "half a body": { first: () => creation("soak").slice(0, -5), isStalled: true },
  "a body to come": {
    first: () => creation("soak").replace(/\r\n\r\n.*$/s, "\r\nExpect: 100-continue\r\n\r\n"),
    isStalled: true,
  },
} as const satisfies Readonly<Record<string, Manner>>;

/** Clients that load a server until they are told to go. */
export class Crowd {
  readonly #port: number;
  readonly #random: () => number;
  readonly #sockets = new Set<Socket>();
  #isOver = false;
  /** How many answers have come. */
  answers = 0;

  constructor(port: number, random: () => number) {
    this.#port = port;
    this.#random = random;
  }

  /** Adds a client; another one takes its place when the server closes the connection, as long as it can be reached. */
  add(name: keyof typeof manners): void {
    if (this.#isOver) return;
    const { first, isLasting = false, isUnbounded = false, reads = true, ends = false }: Manner = manners[name];
    const socket = connect({ port: this.#port, host: "127.0.0.1", allowHalfOpen: true });
    this.#sockets.add(socket);
    let isConnected = false;
    let unanswered = 0;
    const ask = () => {
      if (!socket.writable) return;
      const text = first(this.#random);
      unanswered = text.split(" HTTP/1.1\r\n").length - 1;
      const hasRoom = socket.write(text);
      if (isUnbounded && hasRoom) setImmediate(ask);
    };
    if (isUnbounded) socket.on("drain", ask);
    socket.once("connect", () => {
      isConnected = true;
      ask();
      if (ends) socket.end();
    });
    if (reads) {
      socket.setEncoding("latin1").on("data", (text: string) => {
        // An answer that is cut in two there is not seen: then this client asks for no more.
        const answered = text.split("HTTP/1.1 ").length - 1;
        this.answers += answered;
        unanswered -= answered;
        if (isLasting && unanswered <= 0) ask();
      });
    }
    // A server that closes the connection, or ends: both are what this is about.
    socket.on("error", () => undefined);
    socket.on("end", () => socket.end());
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (isConnected) setImmediate(() => this.add(name));
    });
  }

  /** Ends all connections at once. */
  leave(): void {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}
