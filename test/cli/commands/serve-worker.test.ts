import { describe, expect, test } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { workspace } from "../workspace.ts";

describe("claimsmith serve-worker", () => {
  test("is not for people", async () => {
    using place = workspace();
    expect(await place.run("serve-worker")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: serve-worker: only `claimsmith serve --workers` starts it\n",
    });
    expect((await place.run("--help")).stdout).not.toContain("serve-worker");
  });

  test("ends its process when it is done", async () => {
    using place = workspace();
    const said: string[] = [];
    const channel: Awaited<ReturnType<Io["workerChannel"]>> = {
      send: async ({ kind }) => void said.push(kind),
      onMessage: (act) => act({ kind: "start", options: { store: "embedded:", logLevel: "info", isManaged: true } }),
      onStop: () => {},
      end: () => {
        throw new Error("ended");
      },
    };
    await expect(place.runWith({ workerChannel: async () => channel }, "serve-worker")).rejects.toThrow("ended");
    expect(said).toEqual(["waiting", "failed"]);
  });
});
