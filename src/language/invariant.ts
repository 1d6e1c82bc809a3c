/** Fails loudly when the program itself is wrong; never for what an author or a user wrote. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${what}`);
}
