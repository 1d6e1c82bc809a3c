import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { inTurn } from "../../src/projects/index.ts";
import { newBackend } from "./support/new-backend.ts";

/** Work that notes its beginning, and ends when it is told to. */
function world() {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends.set(name, (failure) => (failure === undefined ? resolve(name) : reject(failure)));
    });
  };
  return { begun, work, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}

describe("work on a document", () => {
  test("is done in the order in which it was asked for, one after the other", async () => {
    const { backend } = await newBackend();
    const { begun, work, end } = world();
    const all = ["a", "b", "c"].map((name) => inTurn(backend, "configuration of x", work(name)));
    for (const [at, name] of ["a", "b", "c"].entries()) {
      await all[at - 1];
      await Promise.resolve();
      expect(begun).toEqual(["a", "b", "c"].slice(0, at + 1));
      end(name);
    }
    expect(await Promise.all(all)).toEqual(["a", "b", "c"]);
  });

  test("is not kept from its turn by what failed before", async () => {
    const { backend } = await newBackend();
    const failed = inTurn(backend, "secrets of x", () => Promise.reject(new Error("no disk")));
    const next = inTurn(backend, "secrets of x", async () => "done");
    await expect(failed).rejects.toThrow("no disk");
    expect(await next).toBe("done");
  });

  test("waits for nothing on another document, nor at another server", async () => {
    const { backend } = await newBackend();
    const { begun, work, end } = world();
    const slow = inTurn(backend, "key ring of x", work("slow"));
    const others = [
      inTurn(backend, "key ring of y", async () => "another project"),
      inTurn(backend, "secrets of x", async () => "another document"),
      inTurn({ ...backend }, "key ring of x", async () => "another server"),
    ];
    expect(await Promise.all(others)).toEqual(["another project", "another document", "another server"]);
    expect(begun).toEqual(["slow"]);
    end("slow");
    expect(await slow).toBe("slow");
  });

  test("is not held up for ever by work that hangs", async () => {
    const { backend } = await newBackend();
    const waiting: { readonly milliseconds: number; readonly act: () => void }[] = [];
    const after = (milliseconds: number, act: () => void) => {
      const wait = { milliseconds, act };
      waiting.push(wait);
      return () => void waiting.splice(waiting.indexOf(wait), 1);
    };
    const hasty = { ...backend, pacing: { ...backend.pacing, after } };
    const { begun, work, end } = world();
    inTurn(hasty, "configuration of x", work("hanging"));
    const all = ["b", "c"].map((name) => inTurn(hasty, "configuration of x", work(name)));
    await Promise.resolve();
    expect([begun, waiting.map(({ milliseconds }) => milliseconds)]).toEqual([["hanging"], [30_000, 30_000]]);
    waiting.shift()?.act();
    await setImmediate();
    expect(begun).toEqual(["hanging", "b"]);
    end("b");
    await setImmediate();
    expect(begun).toEqual(["hanging", "b", "c"]);
    end("c");
    expect(await Promise.all(all)).toEqual(["b", "c"]);
    expect(waiting).toEqual([]);
    expect(await inTurn(hasty, "configuration of x", async () => "at once")).toBe("at once");
  });
});
