/**
 * What a function gives, made at most once a second: who asks meanwhile gets what was made before, or what is being made.
 * A failure is not kept. `elapsedMilliseconds` is a clock that only goes forwards.
 */
export function atMostOnceASecond<T>(make: () => Promise<T>, elapsedMilliseconds: () => number): () => Promise<T> {
  let last: { readonly begun: number; readonly made: Promise<T> } | undefined;
  return () => {
    const now = elapsedMilliseconds();
    if (last === undefined || now - last.begun >= 1000) {
      const made = make();
      const current = { begun: now, made };
      last = current;
      made.catch(() => {
        if (last === current) last = undefined;
      });
    }
    return last.made;
  };
}
