import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDemoFolder } from "../../../src/cli/demo/demo-folder.ts";
import { demoPrograms } from "../../../src/cli/demo/demo-programs.ts";
import { type RunningServer, startServer } from "../../../src/server/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function demoFolder(): string {
  const folder = mkdtempSync(join(root, "node_modules/.demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function started(folder: string, store: string): Promise<RunningServer> {
  const demo = await openDemoFolder(folder);
  const server = await startServer({
    store: `embedded:${store}`,
    apply: JSON.parse(readFileSync(demo.statePath, "utf8")),
    applyFolder: folder,
  });
  onTestFinished(() => server.close());
  return server;
}

/** Runs a command as a shell does into which it is pasted. */
async function pasted(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", ["-c", command], { cwd: root });
  return stdout;
}

describe("the demo", () => {
  test("is kept: another start finds the same state and key", async () => {
    const folder = demoFolder();
    const first = await openDemoFolder(folder);
    const template = join(folder, "session.claims");
    writeFileSync(template, "{}");
    expect(await openDemoFolder(folder)).toEqual(first);
    expect(readFileSync(template, "utf8")).toBe("{}");
  });

  test("is readable by its owner only", async () => {
    const folder = demoFolder();
    const demo = await openDemoFolder(folder);
    await demoPrograms(demo, { url: "http://127.0.0.1:4000", cwd: root, now: Date.now() });
    for (const name of ["identity.json", "state.json", "private_key.pem", "curl.config", "attest.json", "demo.env"]) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  test("prints commands that work when they are pasted, and no secret", async () => {
    const folder = demoFolder();
    const store = mkdtempSync(join(tmpdir(), "claimsmith-demo-"));
    onTestFinished(() => rmSync(store, { recursive: true, force: true }));
    const { url } = await started(folder, store);
    const demo = await openDemoFolder(folder);
    const text = await demoPrograms(demo, { url, cwd: root, now: Date.now() });
    const { b2b, consumer } = demo.identity;
    const attest = JSON.parse(readFileSync(join(folder, "attest.json"), "utf8"));
    for (const secret of [b2b.secret, consumer.secret, demo.privateKey, attest.token])
      expect(text).not.toContain(secret);

    const program = /^ {2}node .*<<'END'\n[\s\S]*?^END$/m.exec(text)?.[0] ?? "";
    expect(await pasted(program)).toBe(
      [
        "[ 'stytch_member', 'editor' ] {",
        "  can: { documents: [ 'read', 'write', 'share' ] },",
        "  label: 'Ada Lovelace at Acme',",
        "  plan: 'team',",
        "  roles: [ 'stytch_member', 'editor' ]",
        "}\n",
      ].join("\n"),
    );

    const example = /^ {2}(node .*log-in\.mjs)$/m.exec(text)?.[1] ?? "";
    expect(await pasted(example)).toContain("roles: [ 'stytch_user', 'reader', 'editor' ]");

    // The machine that runs the tests may lack curl: the same request, with the files that the line names.
    expect(text).toContain(`-H 'Content-Type: application/json' -d @`);
    const [, line = "", route = "", reader = ""] = /^ {2}(curl .*) (http\S+) \|\n {4}(node .*)$/m.exec(text) ?? [];
    const [, config = ""] = /-K (\S+)/.exec(line) ?? [];
    const [, body = ""] = /-d @(\S+)/.exec(line) ?? [];
    const [, user = ""] = /^user = "(.*)"$/m.exec(readFileSync(join(root, config), "utf8")) ?? [];
    const answer = await fetch(route, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Basic ${Buffer.from(user).toString("base64")}` },
      body: readFileSync(join(root, body), "utf8"),
    });
    expect(JSON.parse(await pasted(`echo '${await answer.text()}' | ${reader}`))).toMatchObject({
      custom_claims: { label: "Ada Lovelace at Acme" },
    });
    expect(JSON.parse(await pasted(`echo '{"error_type":"x"}' | ${reader}`))).toEqual({ error_type: "x" });
  });
});
