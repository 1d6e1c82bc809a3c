import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Limits } from "../http/limits.ts";

/** The requests of one connection that have come and are not answered. */
interface Line {
  underWay: number;
  /** Begin requests, in the order in which they came. */
  readonly waiting: (() => void)[];
  isTurnComing: boolean;
}

/**
 * Bounds the requests of one connection that are under way. Further ones wait in the order in which they came, begin in a
 * later turn of the event loop, and are dropped with their connection; while one waits, nothing more is read from it, so
 * what waits is at most what had been read in one go. This has to be the first of all hooks.
 */
export function boundPipelining(app: FastifyInstance, { maxRequestsPerConnection }: Limits): void {
  const lines = new WeakMap<Socket, Line>();
  app.addHook("onRequest", ({ raw: { socket } }, { raw: response }, done) => {
    const line = lines.get(socket) ?? openLine(socket);
    lines.set(socket, line);
    const begin = () => {
      line.underWay++;
      response.once("close", () => {
        line.underWay--;
        goOn(socket, line);
      });
      done();
    };
    if (line.underWay < maxRequestsPerConnection && line.waiting.length === 0) begin();
    else if (line.waiting.push(begin) === 1) socket.pause();
  });

  function goOn(socket: Socket, line: Line): void {
    if (line.isTurnComing || line.waiting.length === 0) return;
    line.isTurnComing = true;
    setImmediate(() => {
      line.isTurnComing = false;
      const free = maxRequestsPerConnection - line.underWay;
      for (const begin of line.waiting.splice(0, free)) begin();
      if (line.waiting.length === 0) socket.resume();
    });
  }
}

function openLine(socket: Socket): Line {
  const line: Line = { underWay: 0, waiting: [], isTurnComing: false };
  // Whoever reads the body of a request resumes its connection, where no more can be missing of those that are under way.
  socket.on("resume", () => {
    if (line.waiting.length > 0) socket.pause();
  });
  socket.once("close", () => line.waiting.splice(0));
  return line;
}
