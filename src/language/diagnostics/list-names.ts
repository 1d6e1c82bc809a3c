import { quoteSource } from "./quote-source.ts";

const maxListedNames = 8;

/** The first names as a message lists them, `and more` behind them if there are more; empty if there are none. */
export function listNames(names: Iterable<string>): string {
  const quoted: string[] = [];
  for (const name of names) {
    if (quoted.length === maxListedNames) return `${quoted.join(", ")} and more`;
    quoted.push(quoteSource(name));
  }
  return quoted.join(", ");
}
