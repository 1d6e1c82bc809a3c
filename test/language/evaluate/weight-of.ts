/** The nodes of a JSON value and the code units of its strings and keys. */
export function weightOf(value: unknown): number {
  if (typeof value === "string") return 1 + value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + weightOf(element), 2);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value).reduce((sum, [key, member]) => sum + key.length + weightOf(member), 2);
}

/** The code units of the strings among the values. */
export function codeUnitsOf(values: readonly unknown[]): number {
  return values.reduce((sum: number, value) => sum + (typeof value === "string" ? value.length : 0), 0);
}
