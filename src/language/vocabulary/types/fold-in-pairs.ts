/** Folds a list that is not empty in pairs, so that what grows as it is merged is not copied once for each element. */
export function foldInPairs<T>(first: T, rest: readonly T[], merge: (left: T, right: T) => T): T {
  let round: readonly T[] = [first, ...rest];
  for (;;) {
    const merged: T[] = [];
    for (let index = 0; index < round.length; index += 2) {
      const [left, right] = round.slice(index, index + 2);
      if (left !== undefined) merged.push(right === undefined ? left : merge(left, right));
    }
    const [only] = merged;
    if (merged.length === 1 && only !== undefined) return only;
    round = merged;
  }
}
