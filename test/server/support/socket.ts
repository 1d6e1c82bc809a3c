import { connect } from "node:net";
import type { FastifyInstance } from "fastify";

/** Lets an app listen on a free port of this machine, and returns the port. */
export async function listening(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
}

/** Writes bytes to a port, and reads until the other side closes the connection. */
export function talk(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answer += text;
    });
    socket.on("error", reject).on("close", () => resolve(answer));
  });
}

/** The parts of the only HTTP answer in a text. */
export function answerOf(text: string) {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = new Map(fields.map((field) => [field.split(": ")[0]?.toLowerCase(), field.split(": ")[1]]));
  return { line, headers, body };
}
