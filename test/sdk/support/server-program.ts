import { startServer } from "../../../src/server/start-server.ts";

/*
 * A server in a process of its own: `server-program.ts OPTIONS`, the options of `startServer` as JSON. It tells its
 * address, and stops when whoever started it does or says so.
 */
const [options = "{}"] = process.argv.slice(2);
const server = await startServer(JSON.parse(options));
const stop = async (): Promise<void> => {
  await server.close();
  process.exit();
};
process.on("message", stop);
process.on("disconnect", stop);
process.send?.(server.url);
