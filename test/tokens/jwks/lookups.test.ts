import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import { boundedLookup, type LookUpHost } from "../../../src/tokens/jwks/bounded-lookup.ts";
import { checkedLookup, LookupRefusal } from "../../../src/tokens/jwks/checked-lookup.ts";

const publicOne: LookupAddress = { address: "8.8.8.8", family: 4 };
const publicTwo: LookupAddress = { address: "2606:4700::1", family: 6 };
const own: LookupAddress = { address: "127.0.0.1", family: 4 };
const isPublic = (address: string) => address !== own.address;

/** What a socket is told. */
function told(lookUp: LookUpHost, all: boolean): Promise<unknown> {
  return new Promise((resolve) => {
    checkedLookup(lookUp, isPublic)("idp.example", { all }, (error, address, family) => {
      if (error instanceof LookupRefusal) resolve(error.fault);
      else resolve(family === undefined ? address : [address, family]);
    });
  });
}

describe("the look-up of a socket", () => {
  test("tells the addresses that are allowed, and no other", async () => {
    const lookUp = async () => [own, publicOne, publicTwo];
    expect(await told(lookUp, true)).toEqual([publicOne, publicTwo]);
    expect(await told(lookUp, false)).toEqual([publicOne.address, publicOne.family]);
  });

  test("is one look-up: no second one can tell otherwise", async () => {
    const names: string[] = [];
    const answers = [[own], [publicOne]];
    const lookUp = async (name: string) => {
      names.push(name);
      return answers.shift() ?? [];
    };
    expect(await told(lookUp, true)).toBe("key_set_address_not_allowed");
    expect(names).toEqual(["idp.example"]);
  });

  test("tells that there is none", async () => {
    expect(await told(async () => [own], false)).toBe("key_set_address_not_allowed");
    expect(await told(async () => [], true)).toBe("key_set_host_not_found");
    expect(await told(() => Promise.reject(new Error("ENOTFOUND")), true)).toBe("key_set_host_not_found");
  });
});

describe("a bounded look-up", () => {
  test("has so many at once and no more, and serves all in their order", async () => {
    const started: string[] = [];
    const finish: (() => void)[] = [];
    const lookUp = boundedLookup((name) => {
      started.push(name);
      return new Promise((resolve) => finish.push(() => resolve([publicOne])));
    }, 2);
    const names = ["a", "b", "c", "d"];
    const answers = names.map(lookUp);
    for (const index of names.keys()) {
      await Promise.resolve();
      expect(started).toEqual(names.slice(0, index + 2));
      finish[index]?.();
      await answers[index];
    }
    expect(await Promise.all(answers)).toEqual(names.map(() => [publicOne]));
  });

  test("goes on after a failure, and is as free as before when it is done", async () => {
    const lookUp = boundedLookup(async (name) => {
      if (name === "none") throw new Error("ENOTFOUND");
      return [publicOne];
    }, 1);
    const results = await Promise.allSettled(["none", "a", "none", "b"].map(lookUp));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
    expect(await lookUp("c")).toEqual([publicOne]);
  });
});
