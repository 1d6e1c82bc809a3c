import { expect } from "vitest";

/** What is another at each run, by its name: ids of keys, times, ids of master keys. */
const varying: readonly (readonly [name: string, pattern: string])[] = [
  ["key", "jwk-(?:test|live)-[0-9a-f-]{36}"],
  ["time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"],
  ["master key", "\\b[0-9a-f]{16}\\b"],
];
const pattern = new RegExp(varying.map(([, source]) => `(${source})`).join("|"), "g");

/** What the page calls the ids that are really others, for as long as it is followed. */
export type Real = Map<string, string>;

/**
 * Expects an output to be the one that a page shows, but for what is another at each run: that must be of the same kind
 * in the same place, and an id that the page has twice must be one id, and two must be two. Learns what the ids of the page really are.
 */
export function expectSame(shown: string, printed: string, real: Real): void {
  expect(masked(printed)).toBe(masked(shown));
  const found = printed.match(pattern) ?? [];
  for (const [at, id] of (shown.match(pattern) ?? []).entries()) {
    if (id.endsWith("Z")) continue;
    const actual = found[at] ?? "";
    expect(`${id} is ${real.get(id) ?? actual}`).toBe(`${id} is ${actual}`);
    real.set(id, actual);
  }
  expect(new Set(real.values()).size).toBe(real.size);
}

/** A text of the page with the ids that there really are. */
export function withReal(text: string, real: Real): string {
  return [...real].reduce((rest, [shown, actual]) => rest.replaceAll(shown, actual), text);
}

function masked(text: string): string {
  return text.trimEnd().replace(pattern, (...match) => {
    const name = varying.find((_, at) => match[at + 1] !== undefined)?.[0] ?? "";
    return `<${name}>`;
  });
}
