import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "vitest";

const folder = new URL("../../../shared/vectors/", import.meta.url);

/** Whether the cases and schemas of others are beside the checkout. Where they are, one that cannot be read is an error. */
export const hasSharedVectors = existsSync(folder);

/** What the name of a test says that is skipped for want of them. */
export const skipNote = hasSharedVectors ? "" : " (skipped: ../shared/vectors is not there)";

/** The text of one of their files. */
export function readSharedVector(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

/** Describes tests that read them; where they are not there, one test that is skipped stands for all. */
export function describeWithSharedVectors(name: string, tests: () => void): void {
  if (hasSharedVectors) describe(name, tests);
  else test.skip(`${name}${skipNote}`);
}
