import type { Reporter, TestModule } from "vitest/node";

/** By what the full names of tests tell on which store they run; those of a store's own stand in a folder of its name. */
const STORES: readonly (readonly [store: string, name: RegExp, file: RegExp])[] = [
  ["the embedded store", /\bon the embedded store\b/, /store\/embedded/],
  ["MongoDB", /\bon (a )?MongoDB\b/, /mongodb/],
];

/** Tells at the end of a run how many tests ran on each store, if any did. */
export default class StoreCountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = STORES.map(([store, name, file]) => {
      let count = 0;
      for (const { moduleId, children } of modules) {
        for (const test of children.allTests()) {
          const { state } = test.result();
          if ((state === "passed" || state === "failed") && (name.test(test.fullName) || file.test(moduleId))) count++;
        }
      }
      return { store, count };
    });
    if (counts.every(({ count }) => count === 0)) return;
    console.log(`Tests by store: ${counts.map(({ store, count }) => `${count} on ${store}`).join(", ")}.\n`);
  }
}
