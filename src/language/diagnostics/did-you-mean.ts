import { quoteName } from "./quote-source.ts";

const maxSuggestions = 3;
/** Longer names are no typing mistakes, and comparing them would cost time that an author could choose. */
const maxNameCharacters = 64;
/** Of more candidates only the first are looked at: a schema or a policy can hold any number of names. */
const maxCandidates = 300;

/** A guess of what a name was meant to be, so far as it can be told. */
export interface Guess {
  /** A help line: ``did you mean `plan` or `plans`?``. */
  readonly help?: string;
  /**
   * The one candidate that the name is so near to that a fix may put it there unasked: a slip of one key in a short
   * name, of two in one of ten characters or more, and no other candidate as near. A guess that goes further stays help.
   */
  readonly slip?: string;
}

interface Near {
  readonly candidate: string;
  readonly distance: number;
}

/** The candidates that `name` was probably meant to be, as a help line, and as a fix where the meaning is sure. */
export function guess(name: string, candidates: Iterable<string>): Guess {
  const near = nearest(name, candidates);
  const [best, next] = near;
  if (best === undefined) return {};
  const slips = name.length >= 10 ? 2 : name.length >= 3 ? 1 : 0;
  const isSure = best.distance <= slips && best.distance !== next?.distance;
  const quoted = near.slice(0, maxSuggestions).map(({ candidate }) => quoteName(candidate));
  const last = quoted.pop();
  const listed = quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
  return { help: `did you mean ${listed}?`, ...(isSure && { slip: best.candidate }) };
}

/** The help line of a guess alone. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  return guess(name, candidates).help;
}

/**
 * The candidates that `name` was probably meant to be, best first, at most three; equally good ones in code-unit order.
 * Distance is Damerau-Levenshtein (optimal string alignment), a mere difference of case counts 1, and up to
 * two fifths of the name's length and one may differ. Names and candidates over 64 code units are passed over.
 */
export function suggest(name: string, candidates: Iterable<string>): readonly string[] {
  return nearest(name, candidates)
    .slice(0, maxSuggestions)
    .map(({ candidate }) => candidate);
}

function nearest(name: string, candidates: Iterable<string>): readonly Near[] {
  if (name.length > maxNameCharacters) return [];
  const threshold = Math.floor(name.length * 0.4) + 1;
  const found: Near[] = [];
  for (const candidate of firstOf(candidates)) {
    if (candidate.length > maxNameCharacters || Math.abs(candidate.length - name.length) > threshold) continue;
    const distance = distanceBetween(name, candidate);
    const sharesSomething = distance < Math.max(name.length, candidate.length);
    if (distance <= threshold && sharesSomething) found.push({ candidate, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
}

function firstOf(candidates: Iterable<string>): ReadonlySet<string> {
  const first = new Set<string>();
  for (const candidate of candidates) {
    if (first.size >= maxCandidates) break;
    first.add(candidate);
  }
  return first;
}

function distanceBetween(left: string, right: string): number {
  const [a, b] = differingParts(left.toLowerCase(), right.toLowerCase());
  if (a === b) return left === right ? 0 : 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let least = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      if (swapped) least = Math.min(least, at(beforePrevious, column - 2) + 1);
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

/** What is left of two texts without the beginning and the end that they share, which adds nothing to their distance. */
function differingParts(left: string, right: string): readonly [string, string] {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left.charCodeAt(start) === right.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [left.slice(start, left.length - end), right.slice(start, right.length - end)];
}

/** The cell of a row that the loops above have filled. */
function at(row: readonly number[], column: number): number {
  return row[column] as number;
}
