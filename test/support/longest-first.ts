import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Begins with the files that take longest, which are small, and wait for other processes: begun last, they would keep one
 * worker busy while the others have nothing left to do.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((ending) => moduleId.endsWith(ending));
      return found < 0 ? LONG.length : found;
    };
    return sorted.toSorted((left, right) => rank(left) - rank(right));
  }
}

const LONG = [
  "test/sdk/processes.test.ts",
  "test/store/mongodb.test.ts",
  "test/store/mongodb/failures.test.ts",
  "test/server/mongodb-faults.test.ts",
  "test/sdk/hostile-tokens.test.ts",
];
