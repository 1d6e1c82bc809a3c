import vm from "node:vm";

class Instance {
  readonly field = 1;
}

/** Builds anew, by name, values that no JSON text gives; each name says what they are. */
export const hostileValues: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
  ["undefined", () => undefined],
  ["a function", () => () => 1],
  ["a symbol", () => Symbol("s")],
  ["a BigInt", () => 1n],
  ["NaN", () => Number.NaN],
  ["Infinity", () => Number.POSITIVE_INFINITY],
  ["an instance", () => new Instance()],
  ["a date", () => new Date(0)],
  ["a map", () => new Map()],
  ["a boxed string", () => Object("text")],
  ["an object that inherits", () => Object.create({ inherited: 1 })],
  ["an object without prototype", () => Object.create(null)],
  [
    "a getter that throws",
    () => ({
      get a() {
        throw new Error("getter");
      },
    }),
  ],
  [
    "a list with a getter that throws",
    () =>
      Object.defineProperty([1], 0, {
        enumerable: true,
        get() {
          throw new Error("getter");
        },
      }),
  ],
  [
    "a list in a list with a getter that throws",
    () => [
      Object.defineProperty([1], 0, {
        get() {
          throw new Error("getter");
        },
      }),
    ],
  ],
  ["a revoked proxy", () => revoked({})],
  ["a revoked proxy of a list", () => revoked([])],
  ["a proxy whose every trap throws", () => new Proxy({}, throwingHandler)],
  ["a proxy of a list whose every trap throws", () => new Proxy([1], throwingHandler)],
  ["a proxy of a list that gives no length", () => new Proxy([1], { get: () => "many" })],
  ["a proxy of a list of fractional length", () => new Proxy([1], { get: () => 1.5 })],
  ["a proxy of a list of huge length", () => new Proxy([1], { get: () => Number.MAX_SAFE_INTEGER })],
  ["a tower of proxies", () => tower(100_000)],
  ["a list with holes", () => sparse(4, { 0: 1, 2: "a", 3: undefined })],
  ["a sparse list of the greatest length", () => new Array(2 ** 32 - 1)],
  ["an object that holds itself", () => cyclicObject()],
  ["a list that holds itself", () => cyclicList()],
  ["a list 100 000 deep", () => nested(100_000, (inner) => [inner])],
  ["an object 100 000 deep", () => nested(100_000, (inner) => ({ a: inner }))],
  ["a list that doubles 40 times", () => nested(40, (inner) => [inner, inner])],
  ["an object that doubles 40 times", () => nested(40, (inner) => ({ a: inner, b: inner }))],
  ["a list of a function", () => [() => 1]],
  ["an object of a symbol", () => ({ a: Symbol("s") })],
  ["an object of undefined", () => ({ a: undefined })],
  ["an object of another realm", () => vm.runInNewContext("({ a: [1] })")],
  ["a list of another realm", () => vm.runInNewContext("[1]")],
  ["a long string", () => "a".repeat(65_537)],
  ["a long list", () => new Array(65_537).fill(1)],
  ["a list of long strings", () => new Array(65_536).fill("a".repeat(65_536))],
  ["an object with toJSON", () => ({ toJSON: () => 1 })],
]);

/** A list of `length` elements, with holes for those that are not given. */
export function sparse(length: number, elements: Readonly<Record<number, unknown>>): readonly unknown[] {
  return Object.assign(new Array(length), elements);
}

/** `levels` containers, one in the other, around null. */
export function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = null;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

const throwingHandler: ProxyHandler<object> = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error("trap");
    },
  },
);

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function tower(height: number): unknown {
  let value: object = {};
  for (let level = 0; level < height; level++) value = new Proxy(value, {});
  return value;
}

function cyclicObject(): unknown {
  const object: Record<string, unknown> = {};
  object.self = object;
  return object;
}

function cyclicList(): unknown {
  const list: unknown[] = [];
  list.push(list);
  return list;
}
