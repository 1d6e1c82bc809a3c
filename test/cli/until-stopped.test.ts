import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { bundleProgram } from "../support/bundle-programs.ts";

const program = new URL("support/program-with-last-words.ts", import.meta.url);

test("a process that is told to stop ends when what it printed is written, however slowly it is read", async () => {
  const child = spawn(process.execPath, [await bundleProgram(program)]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close");
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  await once(child.stderr, "readable");
  const printed = await text(child.stderr);
  expect(printed.slice(-14)).toBe("the last line\n");
  expect(await ended).toEqual([0, null]);
});
