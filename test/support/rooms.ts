/** What each room may import when it is loaded. A room that is not there yet costs nothing. */
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
  editor: ["language"],
  testing: ["language", "claims", "policy"],
  cli: ["language", "claims", "policy"],
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

/** The folders of publishing, lowest first: each imports only what stands before it. */
export const publishingLayers: readonly string[] = ["configuration", "profiles", "state"];
