/** The files of the long lane, as patterns: those that try more there. */
export const longLane = {
  include: [
    "test/properties/**/*.test.ts",
    "test/**/*.law.test.ts",
    "test/publishing/state/*.test.ts",
    "test/sdk/processes.test.ts",
    "test/sdk/publishing-gate-of-many.test.ts",
    "test/sessions/session-limit.test.ts",
    "test/sdk/python-external-ids.test.ts",
    "test/cli/commands/serve-workers.test.ts",
    "test/store/**/*.test.ts",
  ],
} as const;
