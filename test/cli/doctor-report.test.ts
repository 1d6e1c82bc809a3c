import { expect, test } from "vitest";
import { doctorJson, doctorText } from "../../src/cli/doctor-report.ts";
import { plainPaint } from "../../src/language/diagnostics/paint.ts";
import type { Finding } from "../../src/server/beside/doctor/examine-store.ts";

const findings: readonly Finding[] = [
  { check: "store", status: "ok", message: "is reachable" },
  { check: "issuer", projectId: "project-test-1", status: "warning", message: "no URL", help: "say it" },
  { check: "key set", projectId: "project-test-1", profile: "id\u202ep", status: "failed", message: "away" },
];

test("a report has a line for each thing, with what to do below it, under the project", () => {
  expect(doctorText(findings, plainPaint)).toBe(
    [
      "ok       store    is reachable",
      "",
      "project-test-1",
      "warning  issuer   no URL",
      "                  help: say it",
      "failed   key set  profile `id<U+202E>p`: away",
      "",
      "1 ok, 1 warning, 1 failed",
      "",
    ].join("\n"),
  );
});

test("a report keeps to the columns of the terminal, each text below its beginning", () => {
  const long: Finding = {
    check: "issuer",
    status: "warning",
    message: "the issuer is no address that others can reach",
    help: "say with --public-url under which clients reach the servers",
  };
  expect(doctorText([long], plainPaint, 50)).toBe(
    [
      "warning  issuer  the issuer is no address that",
      "                 others can reach",
      "                 help: say with --public-url under",
      "                 which clients reach the servers",
      "",
      "0 ok, 1 warning, 0 failed",
      "",
    ].join("\n"),
  );
});

test("a report as JSON has the same", () => {
  expect(JSON.parse(doctorJson(findings))).toEqual({
    checks: [
      { check: "store", status: "ok", message: "is reachable" },
      { check: "issuer", project_id: "project-test-1", status: "warning", message: "no URL", help: "say it" },
      { check: "key set", project_id: "project-test-1", profile: "id\u202ep", status: "failed", message: "away" },
    ],
  });
});
