/** What each room may import. A room that is not there yet costs nothing. */
export const importsByRoom: Readonly<Record<string, readonly string[]>> = {
  grammar: [],
  language: ["grammar"],
  claims: ["language"],
  policy: ["language"],
  store: ["language"],
  tokens: ["language", "claims", "policy"],
  projects: ["language", "claims", "policy", "store", "tokens"],
  directory: ["language", "claims", "policy", "store", "tokens", "projects"],
  publishing: ["language", "claims", "policy", "store", "tokens", "projects", "directory"],
  sessions: ["language", "claims", "policy", "store", "tokens", "projects", "directory"],
  server: ["language", "claims", "policy", "store", "tokens", "projects", "directory", "publishing", "sessions"],
  authoring: ["language", "claims", "policy"],
  testing: ["language", "claims", "policy"],
  editor: ["language", "claims", "policy", "authoring"],
  console: ["language", "claims", "policy", "editor", "testing"],
  cli: ["language", "claims", "policy"],
};

/**
 * What a room may import beside that so that it is not loaded with it: by `import(…)` where it is needed, or by
 * `import type`, which loads nothing. The command may have everything so.
 */
export const lateImportsByRoom: Readonly<Record<string, readonly string[]>> = {
  authoring: ["testing"],
  testing: ["server"],
};

/** The rooms of the language, lowest first: each imports only what stands before it. */
export const languageLayers: readonly string[] = [
  "source",
  "diagnostics",
  "vocabulary",
  "syntax",
  "check",
  "evaluate",
  "lint",
  "analysis",
  "data",
];

/** Files of the language that stand below all of its rooms. */
export const languageGround: readonly string[] = [
  "invariant.ts",
  "json.ts",
  "json-pointer.ts",
  "json-bytes.ts",
  "code-points.ts",
  "inexact-number.ts",
];

/** The files of the language that other rooms import, and what for. Everything else is its own. */
export const languageSeams: Readonly<Record<string, string>> = {
  "index.ts": "what the package exports, and every type that other rooms speak in",
  "compile.ts": "compiling, also with options that are read once for many templates",
  "compile-expression.ts": "compiling the expressions of profiles, with options that are read once for many",
  "options.ts": "the options of `compile`, where they are kept in files",
  "invariant.ts": "our own mistakes, loud",
  "json.ts": "the type of JSON values, and telling objects and lists",
  "json-bytes.ts": "the bytes of JSON text, without the text",
  "json-pointer.ts": "JSON Pointers, made and taken apart",
  "code-points.ts": "texts by code point",
  "inexact-number.ts": "numbers of a JSON text that a double does not keep",
  "source/line-map.ts": "line and column of an offset",
  "diagnostics/index.ts": "diagnostics, and quoting, suggesting and showing as they do",
  "diagnostics/renderers.ts": "reports as terminals, programs and CI services read them",
  "lint/rules.ts": "the lint rules there are",
  "vocabulary/limits.ts": "plain values: every limit that templates are checked against",
  "vocabulary/reserved-claims.ts": "plain values: the claims that the token sets",
  "vocabulary/default-policy.ts": "plain values: the roles and resources that every policy has",
  "vocabulary/policy-outline.ts": "the shape of a policy, read and made ready for look-ups",
  "data/metadata-checks.ts": "metadata judged by its schemas",
};

/** The folders of publishing, lowest first: each imports only what stands before it. */
export const publishingLayers: readonly string[] = ["configuration", "profiles", "state"];
