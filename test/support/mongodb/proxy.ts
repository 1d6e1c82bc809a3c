import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { MongoClient } from "mongodb";

/**
 * What becomes of a command: it goes on; or the connection breaks, before the server has got it (`lose command`), or when
 * it has answered (`lose answer`); or nothing ever comes back (`hang`).
 */
export type Fate = "pass" | "lose command" | "lose answer" | "hang";

/** Decides for each command, in their order, by its name; `replay` has the server carry it out. */
export type Intercept = (command: string, replay: () => Promise<void>) => Fate | Promise<Fate>;

/** Stands before a MongoDB, and can lose commands, answers and the whole server. */
export class MongodbProxy {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  intercept: Intercept = () => "pass";

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
  }

  /** Starts one before the primary of a MongoDB without TLS. */
  static async start(uri: string): Promise<MongodbProxy> {
    const client = new MongoClient(uri);
    const { primary, me } = await client.db("admin").command({ hello: 1 });
    const [host] = client.options.hosts;
    await client.close();
    const [, name = "", port = ""] = /^(.*):(\d+)$/.exec(String(primary ?? me ?? host)) ?? [];
    const proxy = new MongodbProxy({ host: name, port: Number(port) });
    await proxy.restore();
    return proxy;
  }

  /** The URI of the same database through the proxy. */
  uri(direct: string, options: Readonly<Record<string, string>> = {}): string {
    const url = new URL(direct.replace(/^mongodb:\/\/([^@/]*@)?[^/]*/, `http://$1127.0.0.1:${this.#port}`));
    url.searchParams.delete("replicaSet");
    for (const [option, value] of Object.entries({ directConnection: "true", ...options })) {
      url.searchParams.set(option, value);
    }
    return url.href.replace("http://", "mongodb://");
  }

  /** Takes the server away: nobody listens any more, and all connections break. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.close();
    for (const socket of this.#sockets) socket.destroy();
    if (server?.listening === true) await once(server, "close");
  }

  /** Gives the server back, at the same port. */
  async restore(): Promise<void> {
    this.#server = createServer((client) => this.#join(client)).listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
    this.#port = address.port;
  }

  #join(client: Socket): void {
    const server = connect(this.#target);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on("error", end).on("close", () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    let isLosing = false;
    let isHanging = false;
    server.on("data", (answer) => {
      if (isLosing) end();
      else if (!isHanging) client.write(answer);
    });
    const handle = async (message: Buffer): Promise<void> => {
      const fate = await this.intercept(commandOf(message), () => this.#replay(message));
      if (fate === "lose command") return end();
      isLosing ||= fate === "lose answer";
      isHanging ||= fate === "hang";
      server.write(message);
    };
    let pending = Buffer.alloc(0);
    let handled = Promise.resolve();
    client.on("data", (bytes) => {
      pending = Buffer.concat([pending, typeof bytes === "string" ? Buffer.from(bytes) : bytes]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        handled = handled.then(() => handle(message)).catch(end);
      }
    });
  }

  async #replay(message: Buffer): Promise<void> {
    const server = connect(this.#target);
    server.write(message);
    await once(server, "data");
    server.destroy();
  }
}

const OP_MSG = 2013;

/** The name of a message's command; of the driver's first message on a connection, which has another form, `hello`. */
function commandOf(message: Buffer): string {
  if (message.readInt32LE(12) !== OP_MSG) return "hello";
  // After the header, the flags, the kind of the first section, the length of its document and the type of its first field.
  const name = message.subarray(26);
  return name.subarray(0, name.indexOf(0)).toString();
}
