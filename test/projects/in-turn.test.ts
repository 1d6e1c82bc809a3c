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
});
