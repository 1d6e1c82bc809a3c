import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readSecretFiles } from "../../../src/server/start/read-secret-files.ts";
import { StartError } from "../../../src/server/start/start-error.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-secrets-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function fileOf(content: string | Uint8Array, mode = 0o600): string {
  const path = join(folder(), "secret");
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

async function problemsOf(reading: Promise<unknown>) {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StartError ? error.problems : error;
}

describe("a secret in a file", () => {
  test.each([
    ["key", "key"],
    ["key\n", "key"],
    ["key\r\n", "key"],
    ["key\n\n", "key\n"],
    [" key ", " key "],
    ["k".repeat(16_384), "k".repeat(16_384)],
  ])("is its text without the line break at its end: %j", async (content, secret) => {
    for (const name of ["store", "masterKey", "workspaceKeyId", "workspaceKeySecret"]) {
      expect(await readSecretFiles({ [`${name}File`]: fileOf(content), port: 1 }, true)).toEqual({
        options: { [`${name}File`]: undefined, [name]: secret, port: 1 },
        warnings: [],
      });
    }
  });

  test.each<[string, () => string, string]>([
    ["is not there", () => join(folder(), "none"), "cannot be read: there is no such file"],
    ["is a directory", folder, "cannot be read: it is a folder"],
    ["is empty", () => fileOf(""), "is empty"],
    ["has a line break only", () => fileOf("\n"), "is empty"],
    ["is too long", () => fileOf("k".repeat(16_385)), "has more than 16384 bytes"],
    ["never ends", () => "/dev/zero", "has more than 16384 bytes"],
    ["is no text", () => fileOf(Uint8Array.of(0xff, 0xfe)), "is not text in UTF-8"],
  ])("is refused where the file %s", async (_, make, what) => {
    const path = make();
    expect(await problemsOf(readSecretFiles({ workspaceKeySecretFile: path }, false))).toEqual([
      { option: "workspaceKeySecretFile", message: `the file \`${path}\` ${what}` },
    ]);
  });

  test("is refused where the secret itself is given too", async () => {
    expect(await problemsOf(readSecretFiles({ masterKey: "x", masterKeyFile: fileOf("x") }, false))).toEqual([
      {
        option: "masterKeyFile",
        message: "cannot be given together with the value itself",
        help: "keep one of the two",
      },
    ]);
  });

  test.each([0o644, 0o640, 0o604, 0o660])(
    "that is a master key is refused in production where others can read it, and warned of elsewhere: %o",
    async (mode) => {
      const path = fileOf("key", mode);
      const problem = {
        option: "masterKeyFile",
        message: `others can read the master key in \`${path}\`, which has mode 0${mode.toString(8)}`,
        help: "let its owner alone read it: mode 0600; if others may have read it, change the key as docs/keys.md tells",
      };
      expect(await problemsOf(readSecretFiles({ masterKeyFile: path }, true))).toEqual([problem]);
      expect((await readSecretFiles({ masterKeyFile: path }, false)).warnings).toEqual([problem]);
      // Only what everything else hangs on is so strict: containers are given files that everybody in them can read.
      expect((await readSecretFiles({ storeFile: path }, true)).warnings).toEqual([]);
    },
  );
});

test("a directory in the place of a master key is refused as a directory, whatever its mode", async () => {
  const path = join(folder(), "key");
  mkdirSync(path, { mode: 0o755 });
  expect(await problemsOf(readSecretFiles({ masterKeyFile: path }, true))).toMatchObject([
    { message: `the file \`${path}\` cannot be read: it is a folder` },
  ]);
});
