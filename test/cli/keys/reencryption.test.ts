import { expect, test } from "vitest";
import { lateProblems, reencryptionText, unopenedProblem } from "../../../src/cli/keys/reencryption.ts";

const result = {
  masterKeyId: "0123456789abcdef",
  secretKeys: { found: 1, changed: 1 },
  signingKeys: { found: 3, changed: 2 },
  unopened: [],
  forgottenMasterKeys: 2,
  late: 0,
};

test("encrypting anew is told with how many keys of what", () => {
  expect(reencryptionText(result)).toBe(
    [
      "encrypted anew under the master key 0123456789abcdef:",
      "  2 of 3 signing keys",
      "  1 of 1 key that secrets are hashed with",
      "The store wants no other master key any more: start every server with this one alone.",
      "",
    ].join("\n"),
  );
});

test("a server that goes on with an older master key first is a warning", () => {
  expect(lateProblems(result)).toEqual([]);
  expect(lateProblems({ ...result, late: 1 })).toEqual([
    {
      path: "CLAIMSMITH_MASTER_KEY",
      message: "1 key came under an older master key meanwhile: a server has that one first",
      help: "start every server with the new one first, and do this again",
    },
  ]);
});

test("what does not open is named with its project, or as the workspace's", () => {
  const places = [{ projectId: "project-test-1", message: "m" }, { message: "m" }].map(unopenedProblem);
  expect(places.map(({ path, message }) => `${path}: ${message}`)).toEqual(["project-test-1: m", "workspace: m"]);
});
