import { defineConfig } from "vitest/config";
import { fastLane } from "./test/support/lanes/fast-lane.ts";
import { longLane } from "./test/support/lanes/long-lane.ts";
import LongestFirst from "./test/support/longest-first.ts";
import { temporaryFolder } from "./test/support/temporary-folder.ts";

const everyFile = { include: ["test/**/*.test.ts"] };

/** What each lane runs: `--mode fast`, `--mode long`, or everything. */
const lanes: Readonly<Record<string, { readonly include: readonly string[]; readonly exclude?: readonly string[] }>> = {
  fast: fastLane,
  long: longLane,
};

export default defineConfig(({ mode }) => ({
  test: {
    include: [...(lanes[mode] ?? everyFile).include],
    exclude: ["node_modules/**", ...(lanes[mode]?.exclude ?? [])],
    setupFiles: ["test/support/lanes/each-file.ts"],
    reporters: ["default", "./test/support/store-count-reporter.ts", "./test/support/skipped-vectors-reporter.ts"],
    globalSetup: ["test/support/mongodb/broker.ts", "test/support/program-folder.ts"],
    // Each worker is one process that is busy most of the time; the default leaves a core idle.
    maxWorkers: "100%",
    // Files share the modules of their process: to load them again for each took as long as the tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    env: { TMPDIR: temporaryFolder(), CLAIMSMITH_LANE: mode },
    // What is seconds on a quiet machine may be minutes beside other work: only what hangs ends here.
    testTimeout: mode === "long" ? 3_600_000 : 600_000,
    hookTimeout: 600_000,
    coverage: {
      provider: "v8",
      include: ["grammar/**/*.ts", "src/**/*.ts"],
      exclude: ["grammar/generated/**", "**/*.generated.ts"],
      reporter: ["text", "json-summary"],
      // A run takes many minutes: one failed test must not cost its figures.
      reportOnFailure: true,
      thresholds: {
        "grammar/**": { branches: 95 },
        "src/language/**": { branches: 95 },
        "src/claims/**": { branches: 95 },
        "src/policy/**": { branches: 95 },
        "src/store/**": { branches: 95 },
        "src/tokens/**": { branches: 95 },
        "src/projects/**": { branches: 95 },
        "src/directory/**": { branches: 95 },
        "src/publishing/**": { branches: 95 },
        "src/sessions/**": { branches: 95 },
        "src/server/**": { branches: 95 },
        "src/cli/**": { branches: 95 },
      },
    },
  },
}));
