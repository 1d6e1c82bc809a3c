import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Ends, when the app closes, connections on which not a byte has come: balancers keep some of them open for later, and
 * Node.js does not count them as idle, so that each stop would wait for them as long as it may.
 */
export function endSilentConnections(app: FastifyInstance): void {
  const connections = new Set<Socket>();
  let isClosing = false;
  app.server.on("connection", (socket: Socket) => {
    if (isClosing) socket.destroy();
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  app.addHook("preClose", async () => {
    isClosing = true;
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  });
}
