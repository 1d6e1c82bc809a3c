import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "../../../src/tokens/jwks/public-address.ts";

/** Networks that are not public: the address before each, its first and its last, and the one after. */
const networks: readonly (readonly [string, string, string, string])[] = [
  ["", "0.0.0.0", "0.255.255.255", "1.0.0.0"],
  ["9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"],
  ["100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"],
  ["126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"],
  ["169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"],
  ["172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"],
  ["191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"],
  ["192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"],
  ["192.31.195.255", "192.31.196.0", "192.31.196.255", "192.31.197.0"],
  ["192.52.192.255", "192.52.193.0", "192.52.193.255", "192.52.194.0"],
  ["192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"],
  ["192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"],
  ["192.175.47.255", "192.175.48.0", "192.175.48.255", "192.175.49.0"],
  ["198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"],
  ["198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"],
  ["203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"],
  ["223.255.255.255", "224.0.0.0", "255.255.255.255", ""],
  ["", "::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::"],
  ["2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"],
  ["2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"],
  ["2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"],
  ["2620:4f:7fff:ffff::", "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::"],
  ["3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"],
  ["3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""],
];

const byte = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(byte, byte, byte, byte);
const hex = (high: number, low: number) => (high * 256 + low).toString(16);

describe("an address", () => {
  test.each(networks)("is public at %s and not from %s to %s, and again at %s", (before, first, last, after) => {
    expect([first, last].map(isPublicAddress)).toEqual([false, false]);
    for (const around of [before, after]) expect(around === "" || isPublicAddress(around)).toBe(true);
  });

  test.each(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])("is public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each(["", "localhost", "127.1", "010.0.0.1", "8.8.8.8:443", "[2606:4700::1]", "2606:4700::1%lo", "8.8.8.8%lo"])(
    "is not public where it is none: %j",
    (text) => {
      expect([isPublicAddress(text), isLoopbackAddress(text)]).toEqual([false, false]);
    },
  );

  test("of IPv4 is never public within one of IPv6", () => {
    fc.assert(
      fc.property(ipv4, ([a, b, c, d]) => {
        const [dotted, high, low] = [`${a}.${b}.${c}.${d}`, hex(a, b), hex(c, d)];
        const wrapped = [
          `::${dotted}`,
          `::ffff:${dotted}`,
          `::ffff:0:${dotted}`,
          `64:ff9b::${dotted}`,
          `64:ff9b:1::${dotted}`,
          `2002:${high}:${low}::1`,
          `2001:0:${high}:${low}::`,
        ];
        expect(wrapped.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });

  test("is this machine's own or not", () => {
    const own = ["127.0.0.1", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1"];
    const others = ["126.255.255.255", "128.0.0.0", "0.0.0.0", "::", "::2", "::ffff:127.0.0.1", "::1%lo", "10.0.0.1"];
    expect(own.filter((address) => !isLoopbackAddress(address))).toEqual([]);
    expect(others.filter(isLoopbackAddress)).toEqual([]);
  });
});
