import { expect, test } from "vitest";
import { keyText } from "../../../src/cli/keys/key-table.ts";
import type { ProjectSigningKeys } from "../../../src/server/beside/manage-keys.ts";

const key: ProjectSigningKeys["keys"][number] = {
  kid: "jwk-test-1",
  algorithm: "RS256",
  state: "signing",
  createdAt: 0,
  signsFrom: 0,
  signsUntil: null,
  publishedUntil: null,
  revokedAt: null,
  masterKeyId: "0123456789abcdef",
};
const projects: readonly ProjectSigningKeys[] = [
  { projectId: "project-test-1", keys: [key] },
  { projectId: "project-test-2", keys: [] },
];
const table = [
  "project-test-1",
  "  KEY         ALGORITHM  STATE    MADE                  SIGNS FROM            PUBLISHED UNTIL  MASTER KEY",
  "  jwk-test-1  RS256      signing  1970-01-01T00:00:00Z  1970-01-01T00:00:00Z  no end yet       0123456789abcdef",
  "",
  "project-test-2",
  "  no key yet: one is made when it is first needed",
  "",
].join("\n");

test("keys are a table where it is no terminal, and on one that is wide enough", () => {
  expect(keyText(projects)).toBe(table);
  expect(keyText(projects, 111)).toBe(table);
});

test("keys have a line for each of their parts on a terminal that is narrower than the table", () => {
  expect(keyText(projects, 110)).toBe(
    [
      "project-test-1",
      "  jwk-test-1",
      "    algorithm        RS256",
      "    state            signing",
      "    made             1970-01-01T00:00:00Z",
      "    signs from       1970-01-01T00:00:00Z",
      "    published until  no end yet",
      "    master key       0123456789abcdef",
      "",
      "project-test-2",
      "  no key yet: one is made when it is first needed",
      "",
    ].join("\n"),
  );
});
