/** What other languages call the functions. */
const methodByAlias: Readonly<Record<string, string>> = {
  length: "size",
  count: "size",
  len: "size",
  includes: "contains",
  toLowerCase: "lowerAscii",
  toUpperCase: "upperAscii",
  lower: "lowerAscii",
  upper: "upperAscii",
  some: "exists",
  any: "exists",
  every: "all",
  replaceAll: "replace",
  substr: "substring",
  flat: "flatten",
  unique: "distinct",
  match: "matches",
  test: "matches",
};

/** The name in this language of a function of another one. */
export function methodAlias(name: string): string | undefined {
  return Object.hasOwn(methodByAlias, name) ? methodByAlias[name] : undefined;
}
