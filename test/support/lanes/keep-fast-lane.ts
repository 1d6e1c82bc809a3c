import { ChildProcess } from "node:child_process";
import { Server } from "node:net";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { fastLane } from "./fast-lane.ts";

const cwd = fileURLToPath(new URL("../../..", import.meta.url));
const fastFiles: ReadonlySet<string> = new Set(
  globSync(fastLane.include, { cwd, ignore: fastLane.exclude, absolute: true }),
);
const { listen } = Server.prototype;
/** Its type is not declared, though every way to start a process without waiting for its end goes through it. */
const spawn: unknown = Reflect.get(ChildProcess.prototype, "spawn");

/** Has a server or a process that is started from now on fail, if this is a file of the fast lane, else not. */
export function keepFastLane(file: string): void {
  const isFast = fastFiles.has(file);
  Server.prototype.listen = isFast ? listenToNames : listen;
  Reflect.set(ChildProcess.prototype, "spawn", isFast ? refused("process") : spawn);
}

/** Lets through the turn of an embedded store, an abstract address that nobody connects to. */
const listenToNames: typeof listen = function (this: Server, ...address: readonly unknown[]): Server {
  const [name] = address;
  if (typeof name === "string" && name.startsWith("\0")) return listen.call(this, name);
  return refused("server")();
};

function refused(what: string) {
  return (): never => {
    throw new Error(`a test of the fast lane starts a ${what}: name its file among those that fast-lane.ts leaves out`);
  };
}
