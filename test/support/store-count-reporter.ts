import type { Reporter, TestModule } from "vitest/node";

/** By what the names of tests tell on which store they run: those of each store's own stand in a folder of its name. */
const STORES: readonly (readonly [store: string, isOn: (name: string, file: string) => boolean])[] = [
  ["the embedded store", (name, file) => name.startsWith("on the embedded store") || /store\/embedded/.test(file)],
  ["MongoDB", (name, file) => /^on (a )?MongoDB/.test(name) || /mongodb/.test(file)],
];

/** Tells at the end of a run how many tests ran on each store. */
export default class StoreCountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = STORES.map(([store, isOn]) => {
      let count = 0;
      for (const { moduleId, children } of modules) {
        for (const test of children.allTests()) {
          const { state } = test.result();
          if ((state === "passed" || state === "failed") && isOn(test.fullName, moduleId)) count++;
        }
      }
      return `${count} on ${store}`;
    });
    console.log(`Tests by store: ${counts.join(", ")}.\n`);
  }
}
