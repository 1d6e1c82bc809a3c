/** What the fast lane runs, in the folder of tests: the rooms that answer without a server, a process and a MongoDB. */
const FOLDERS: readonly string[] = [
  "claims",
  "cli",
  "differential",
  "directory",
  "docs",
  "grammar",
  "language",
  "policy",
  "projects",
  "publishing",
  "sessions",
  "tokens",
];

/** What it leaves out of them: the ends of paths. */
const LEFT_OUT: readonly string[] = [
  // Long properties.
  ".law.test.ts",
  "/laws.test.ts",
  "publishing/state/interruption.test.ts",
  // Servers and processes.
  "cli/commands/backup.test.ts",
  "cli/commands/damaged-store.test.ts",
  "cli/commands/doctor.test.ts",
  "cli/commands/init.test.ts",
  "cli/commands/keys.test.ts",
  "cli/commands/serve.test.ts",
  "cli/commands/serve-workers.test.ts",
  "cli/demo/demo.test.ts",
  "cli/profile/trial-keys.test.ts",
  "cli/main.test.ts",
  "cli/until-stopped.test.ts",
  "docs/pasted.test.ts",
  "projects/project-keys.test.ts",
  "sessions/published-keys.test.ts",
  "sessions/session-limit.test.ts",
  "tokens/jwks/fetch-key-set.test.ts",
  "tokens/jwks/hostile-endpoints.test.ts",
];

/** The files of the fast lane, as patterns. */
export const fastLane = {
  include: ["test/*.test.ts", ...FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`)],
  exclude: [
    "test/package.test.ts",
    "test/installed-package.test.ts",
    "test/ci-integrations.test.ts",
    "test/release.test.ts",
    "test/management-client.test.ts",
    ...LEFT_OUT.map((end) => `test/**/*${end}`),
  ],
} as const;
