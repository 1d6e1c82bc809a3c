import { pointerTo } from "../../language/json-pointer.ts";
import type { StateProblem } from "./state-problem.ts";

/**
 * The places in a list where a key stands a second time: both mean one record, and only one can be right. Texts that
 * differ only in the case of letters count as the same, as e-mail addresses do.
 */
export function repetitions<T extends object>(
  list: readonly T[],
  keys: readonly (keyof T & string)[],
  pointer: string,
): readonly StateProblem[] {
  return keys.flatMap((key) => {
    const seen = new Set<string>();
    return list.flatMap((record, index): readonly StateProblem[] => {
      const value = record[key];
      if (typeof value !== "string") return [];
      const text = key.startsWith("email") ? value.toLowerCase() : value;
      const isRepeated = seen.has(text);
      seen.add(text);
      const message = `another one of the list has the same \`${key}\``;
      return isRepeated ? [{ code: "repeated", pointer: pointerTo(pointer, index, key), message }] : [];
    });
  });
}
