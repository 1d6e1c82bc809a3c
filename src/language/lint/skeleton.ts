import { confusables } from "./confusables.generated.ts";

/**
 * The skeleton of a name (UTS 39 §4, `internalSkeleton`): two names with one skeleton look alike. It is no name itself,
 * and is to be compared with other skeletons only.
 */
export function skeletonOf(name: string): string {
  let mapped = "";
  for (const character of name.normalize("NFD").replace(/\p{Default_Ignorable_Code_Point}/gu, "")) {
    mapped += prototypeOf(character);
  }
  return mapped.normalize("NFD");
}

/** Decoded as far as was needed: the records are in the order of code points, and names are mostly ASCII. */
const prototypes = new Map<number, string>();
const records = /\S+/g;
let decoded = 0;

function prototypeOf(character: string): string {
  const wanted = character.codePointAt(0) ?? 0;
  while (decoded < wanted) {
    const record = records.exec(confusables)?.[0];
    if (record === undefined) {
      decoded = Infinity;
      break;
    }
    const [distance = "", ...prototype] = record.split(",");
    decoded += distance === "" ? 1 : fromBase36(distance);
    prototypes.set(decoded, String.fromCodePoint(...prototype.map(fromBase36)));
  }
  return prototypes.get(wanted) ?? character;
}

function fromBase36(digits: string): number {
  return Number.parseInt(digits, 36);
}
