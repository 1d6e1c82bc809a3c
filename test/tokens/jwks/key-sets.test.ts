import { describe, expect, test } from "vitest";
import { type KeySetFailure, type KeySetReading, KeySets } from "../../../src/tokens/index.ts";
import { otherRsa, rsa } from "../support/keys.ts";

const url = "https://idp.example/jwks";
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const set = (...kids: readonly string[]): KeySetReading => ({
  ok: true,
  keys: kids.map((kid) => ({ publicKey: rsa.publicKey, kid })),
  unusable: [],
});
const fault: KeySetReading = { ok: false, fault: "key_set_unreachable" };

/** Key sets whose clock and endpoint do as they are told. */
function world(first: KeySetReading = set("a")) {
  let now = Date.UTC(2026, 0, 1);
  let reading = first;
  /** Fetches that are under way, while the endpoint is slow. */
  let waiting: (() => void)[] | undefined;
  const asked: string[] = [];
  const failures: KeySetFailure[] = [];
  const keySets = new KeySets({
    clock: () => now,
    access: { allowHosts: [], allowLoopbackHttp: false },
    fetch: async (address) => {
      asked.push(address);
      if (waiting !== undefined) await new Promise<void>((proceed) => waiting?.push(proceed));
      return reading;
    },
    onFailure: (failure) => failures.push(failure),
  });
  return {
    keySets,
    asked,
    failures,
    advance(milliseconds: number) {
      now += milliseconds;
    },
    publish(next: KeySetReading) {
      reading = next;
    },
    slow() {
      waiting = [];
    },
    /** Ends the fetches that are under way. */
    proceed() {
      const fetches = waiting ?? [];
      waiting = undefined;
      for (const proceed of fetches) proceed();
    },
    /** The ids of the keys for a token that names one, or the fault. */
    async find(kid?: string, address = url) {
      const found = await keySets.find(address, kid);
      return found.ok ? found.keys.map((key) => key.kid).join() : found.fault;
    },
  };
}

describe("a key set that can be had", () => {
  test("is fetched when it is needed, and used for ten minutes", async () => {
    const { find, asked, advance } = world();
    expect(asked).toEqual([]);
    expect(await find("a")).toBe("a");
    advance(10 * minute - 1);
    expect(await find("a")).toBe("a");
    expect(asked).toEqual([url]);
    advance(1);
    expect(await find("a")).toBe("a");
    expect(asked).toEqual([url, url]);
  });

  test("is what it was at the last fetch: a key that is gone is not trusted after ten minutes", async () => {
    const { find, advance, publish } = world(set("a", "b"));
    expect(await find("a")).toBe("a,b");
    publish(set("b"));
    advance(10 * minute);
    expect(await find("a")).toBe("b");
    publish(set());
    advance(10 * minute);
    expect(await find("b")).toBe("");
  });

  test("is fetched again for a key that it has not, at most every 30 seconds", async () => {
    const { find, asked, advance, publish } = world();
    expect(await find("b")).toBe("a");
    publish(set("a", "b"));
    advance(30 * second - 1);
    expect(await find("b")).toBe("a");
    expect(asked).toHaveLength(1);
    advance(1);
    expect(await find("b")).toBe("a,b");
    expect(asked).toHaveLength(2);
    for (let count = 0; count < 100; count++) await find(`unknown-${count}`);
    expect(asked).toHaveLength(2);
  });

  test("is not fetched again for a token that names no key, nor where a key has no id", async () => {
    const nameless = {
      ok: true as const,
      keys: [{ publicKey: rsa.publicKey }, { publicKey: otherRsa.publicKey, kid: "a" }],
      unusable: [],
    };
    const { find, asked, advance } = world(nameless);
    expect(await find()).toBe(",a");
    advance(minute);
    expect(await find()).toBe(",a");
    expect(await find("b")).toBe(",a");
    expect(asked).toHaveLength(1);
  });

  test("has a key that cannot be used, too: it is not fetched again for that one, but in its time", async () => {
    const broken: KeySetReading = {
      ok: true,
      keys: [],
      unusable: [{ kid: "a", reason: "weak" }, { reason: "private" }],
    };
    const { keySets, find, asked, advance, publish } = world(broken);
    expect(await keySets.find(url, "a")).toEqual(broken);
    publish(set("a"));
    advance(10 * minute - 1);
    expect(await keySets.find(url, "a")).toEqual(broken);
    expect(asked).toHaveLength(1);
    advance(1);
    expect(await find("a")).toBe("a");
    expect(asked).toHaveLength(2);
  });

  test("is fetched for a key that it has not, and a mended one comes with it", async () => {
    const { find, asked, advance, publish } = world({ ok: true, keys: [], unusable: [{ kid: "a", reason: "weak" }] });
    expect(await find("a")).toBe("");
    publish(set("a", "b"));
    advance(30 * second);
    expect([await find("b"), await find("a")]).toEqual(["a,b", "a,b"]);
    expect(asked).toHaveLength(2);
  });

  test("is fetched once for all that wait for it", async () => {
    const { find, asked, slow, proceed } = world();
    slow();
    const waiting = ["a", "b", undefined, "a"].map((kid) => find(kid));
    proceed();
    expect(await Promise.all(waiting)).toEqual(["a", "a", "a", "a"]);
    expect(asked).toEqual([url]);
  });

  test("serves those whose key it has, while it is fetched for another", async () => {
    const { find, asked, advance, slow, proceed, publish } = world();
    await find("a");
    advance(minute);
    slow();
    publish(set("b"));
    const other = find("b");
    expect(await find("a")).toBe("a");
    proceed();
    expect(await other).toBe("b");
    expect(asked).toHaveLength(2);
  });

  test("is fetched again after the clock was put back", async () => {
    const { find, asked, advance } = world();
    await find("a");
    advance(-hour);
    await find("a");
    expect(asked).toHaveLength(2);
  });
});

describe("a key set that cannot be had", () => {
  test("is tried again after 30 seconds, and until then its fault is told", async () => {
    const { find, asked, advance, publish } = world(fault);
    expect(await find("a")).toBe("key_set_unreachable");
    publish(set("a"));
    advance(30 * second - 1);
    expect(await find("a")).toBe("key_set_unreachable");
    expect(asked).toHaveLength(1);
    advance(1);
    expect(await find("a")).toBe("a");
  });

  test("serves as it was last for a day, tried every 30 seconds", async () => {
    const { find, asked, advance, publish } = world();
    await find("a");
    publish(fault);
    advance(10 * minute);
    for (let count = 0; count < 10; count++) expect(await find("a")).toBe("a");
    expect(asked).toHaveLength(2);
    advance(30 * second);
    expect(await find("a")).toBe("a");
    expect(asked).toHaveLength(3);
    advance(day - 10 * minute - 30 * second - 1);
    expect(await find("a")).toBe("a");
    advance(1);
    expect(await find("a")).toBe("key_set_unreachable");
    publish(set("b"));
    advance(30 * second);
    expect(await find("a")).toBe("b");
  });

  test("has been had when its fetch began, not when it ended", async () => {
    const { find, advance, slow, proceed, asked } = world();
    slow();
    const first = find("a");
    advance(5 * second);
    proceed();
    await first;
    advance(10 * minute - 5 * second);
    await find("a");
    expect(asked).toHaveLength(2);
  });

  test("does not keep a key that is not known from being refused", async () => {
    const { find, advance, publish } = world();
    await find("a");
    publish(fault);
    advance(minute);
    expect(await find("b")).toBe("a");
  });

  test("is told of, with the host alone", async () => {
    const { find, failures, advance, publish } = world();
    const secret = "https://idp.example:8443/jwks?key=secret";
    await find("a", secret);
    publish(fault);
    advance(minute);
    await find("b", secret);
    await find("b", secret);
    expect(failures).toEqual([{ host: "idp.example:8443", fault: "key_set_unreachable" }]);
  });

  test("is tried again after a fetch that threw", async () => {
    const errors = [new Error("a bug")];
    const keySets = new KeySets({
      clock: () => 0,
      access: { allowHosts: [], allowLoopbackHttp: false },
      fetch: async () => {
        const error = errors.pop();
        if (error !== undefined) throw error;
        return set("a");
      },
    });
    await expect(keySets.find(url, "a")).rejects.toThrow("a bug");
    expect(await keySets.find(url, "a")).toMatchObject({ ok: true as const, keys: [{ kid: "a" }] });
  });
});

describe("key sets", () => {
  test("are kept by URL, at most 1000 of them: those that were used last", async () => {
    const { find, asked } = world();
    const urlOf = (index: number) => `https://idp.example/${index}`;
    for (let index = 0; index < 1000; index++) await find("a", urlOf(index));
    await find("a", urlOf(0));
    expect(asked).toHaveLength(1000);
    await find("a", urlOf(1000));
    await find("a", urlOf(0));
    expect(asked).toHaveLength(1001);
    await find("a", urlOf(1));
    expect(asked).toHaveLength(1002);
  });

  test("tell without asking which URLs are never asked", () => {
    const { keySets, asked } = world();
    expect(
      ["https://idp.example/", "http://127.0.0.1/", "https://10.0.0.1/"].map((text) => keySets.faultOf(text)),
    ).toEqual([undefined, "key_set_url_not_allowed", "key_set_address_not_allowed"]);
    expect(asked).toEqual([]);
  });

  test("may fail without anybody being told", async () => {
    const keySets = new KeySets({
      clock: () => 0,
      access: { allowHosts: [], allowLoopbackHttp: false },
      fetch: async () => fault,
    });
    expect(await keySets.find(url, undefined)).toEqual(fault);
  });
});

describe("the key sets of profiles that are tried", () => {
  const other = (count: number) => `https://idp.example/jwks/${count}`;

  test("are apart from those of saved profiles, under the same limits", async () => {
    const { keySets, asked, advance } = world();
    const tried = keySets.forTrials();
    await keySets.find(url, "a");
    await tried.find(url, "a");
    await keySets.forTrials().find(url, "a");
    await tried.find(url, "b");
    expect(asked).toEqual([url, url]);
    advance(30 * second);
    await tried.find(url, "b");
    expect(asked).toEqual([url, url, url]);
    for (let count = 0; count < 2000; count++) await tried.find(other(count), "a");
    asked.length = 0;
    await keySets.find(url, "a");
    expect(asked).toEqual([]);
    await tried.find(url, "a");
    expect(asked).toEqual([url]);
  });

  test("are fetched four at once, and no token of a saved profile waits for them", async () => {
    const { keySets, asked, slow, proceed } = world();
    const tried = keySets.forTrials();
    slow();
    const under = [0, 1, 2, 3].map((count) => tried.find(other(count), "a"));
    expect(await tried.find(other(4), "a")).toEqual({ ok: false, fault: "key_set_trials_busy" });
    const saved = keySets.find(url, "a");
    expect(asked).toEqual([0, 1, 2, 3].map(other).concat(url));
    proceed();
    expect((await Promise.all([...under, saved])).map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect((await tried.find(other(5), "a")).ok).toBe(true);
  });
});
