import { collections } from "./contract-collections.ts";
import { type Emit, tasks } from "./contract-tasks.ts";

/*
 * Another process with the same store, for the contract: `store-program.ts MODULE SETTINGS`. The module exports
 * `openStore(settings, options)`; then each message `{ call, task, argument }` is answered `{ call, result }` or
 * `{ call, error }`, and what a task tells on the way is `{ emitted }`.
 */
const [module = "", settings = ""] = process.argv.slice(2);
const { openStore } = await import(module);
const store = await openStore(JSON.parse(settings), { clock: () => 0, collections });

const send = (message: object): void => {
  process.send?.(message);
};
const emit: Emit = (emitted) => send({ emitted });
const runs: Readonly<Record<string, (...parameters: readonly never[]) => Promise<unknown>>> = tasks;

process.on("message", async ({ call, task, argument }: { call: number; task: string; argument: never }) => {
  try {
    send({ call, result: await runs[task]?.(store as never, argument, emit as never) });
  } catch (error) {
    send({ call, error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
send({ ready: true });
