import type { Reporter, TestModule } from "vitest/node";

/** Tells at the end of a run, in one line, if tests were skipped that need the cases and schemas of others. */
export default class SkippedVectorsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(({ children }) => [...children.allTests("skipped")]);
    const count = skipped.filter(({ name }) => name.endsWith("(skipped: ../shared/vectors is not there)")).length;
    if (count > 0) {
      console.log(`SKIPPED: ${count} tests on cases and schemas of others, because ../shared/vectors is not there.\n`);
    }
  }
}
