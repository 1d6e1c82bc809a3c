import { spawn } from "node:child_process";
import { get } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { bundleProgram, commandProgram } from "../support/bundle-programs.ts";
import { freePort } from "../support/free-port.ts";
import { workspace } from "./workspace.ts";

const main = await bundleProgram(commandProgram);

function start(cwd: string, ...argv: readonly string[]) {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", npm_command: "" },
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  const text = async (stream: NodeJS.ReadableStream) => {
    let read = "";
    for await (const chunk of stream.setEncoding("utf8")) read += chunk;
    return read;
  };
  return { child, ended, text };
}

/** Much more than a pipe holds. */
const manyErrors = Object.fromEntries(
  Array.from({ length: 40 }, (_, file) => [
    `${file}.claims`,
    `{${Array.from({ length: 60 }, (__, claim) => `"c${claim}": << nobody.x >>`).join(", ")}}`,
  ]),
);

describe("the process", () => {
  test("reads the standard input, writes both outputs and ends with the exit code", async () => {
    using place = workspace();
    const { child, ended, text } = start(place.folder, "fmt", "--check", "-", "missing.claims");
    child.stdin.end('{"a":1}');
    expect(await Promise.all([text(child.stdout), text(child.stderr), ended])).toEqual([
      "<stdin>\n",
      "error: missing.claims: cannot be read: there is no such file\n",
      2,
    ]);
  });

  test("finds its package, and the folder it runs in", async () => {
    using place = workspace();
    const { child, ended, text } = start(place.folder, "--version");
    expect(await Promise.all([text(child.stdout), ended])).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), 0]);
    const init = start(place.folder, "init");
    const [stdout, code] = await Promise.all([text(init.child.stdout), init.ended]);
    expect(code).toBe(0);
    expect(stdout).toContain(`  node ${main} check --summary session.claims\n`);
    expect(JSON.parse(place.read("claimsmith.json")).vertical).toBe("b2b");
  });

  test("writes all of a large report before it ends", async () => {
    using place = workspace(manyErrors);
    const { child, ended, text } = start(place.folder, "check", "--format", "json", "*.claims");
    const [stdout, code] = await Promise.all([text(child.stdout), ended]);
    expect(code).toBe(1);
    expect(stdout.length).toBeGreaterThan(200_000);
    expect(JSON.parse(stdout).files).toHaveLength(40);
  });

  test("does not read a standard input without an end", async () => {
    using place = workspace();
    const { child, ended, text } = start(place.folder, "fmt", "-");
    // The command closes the pipe before all is written.
    child.stdin.on("error", () => {});
    child.stdin.end(new Uint8Array(32 * 2 ** 20));
    expect(await Promise.all([text(child.stdout), text(child.stderr), ended])).toEqual([
      "",
      "error: <stdin>: cannot be read: it is larger than 16 MiB\n",
      2,
    ]);
  });

  test("does not mind a reader that has seen enough", async () => {
    using place = workspace(manyErrors);
    const { child, ended, text } = start(place.folder, "check", "--format", "json", "*.claims");
    child.stdout.destroy();
    expect(await Promise.all([text(child.stderr), ended])).toEqual(["", 1]);
  });
});

test("a server that is told to stop at its first answer stops as it does later", async () => {
  using place = workspace();
  const port = await freePort();
  const { child, ended, text } = start(place.folder, "serve", "--ephemeral", "--port", String(port));
  onTestFinished(() => void child.kill("SIGKILL"));
  const [log] = [text(child.stderr), text(child.stdout)];
  // Without a pool of connections, whose waits would be longer than what is tried.
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const request = get({ host: "127.0.0.1", port, path: "/healthz", agent: false }, () => resolve(true));
      request.on("error", () => resolve(false));
    });
  let isUp = false;
  while (!isUp) isUp = await answers();
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(await log).toContain('"msg":"the server has stopped"');
});
