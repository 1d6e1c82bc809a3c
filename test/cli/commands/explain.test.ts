import { expect, test } from "vitest";
import { workspace } from "../workspace.ts";

const pages = {
  "docs/diagnostics/unknown-root.md": "# unknown-root\n",
  "docs/diagnostics/README.md": "all",
  "docs/rules/prefer-bare-tag.md": "# prefer-bare-tag\n",
  "secret.md": "secret",
};

test("explain prints the page of a diagnostic or a rule", async () => {
  using place = workspace(pages);
  const packageFolder = () => place.folder;
  expect(await place.runWith({ packageFolder }, "explain", "unknown-root")).toEqual({
    code: 0,
    stdout: "# unknown-root\n",
    stderr: "",
  });
  expect((await place.runWith({ packageFolder }, "explain", "prefer-bare-tag")).stdout).toBe("# prefer-bare-tag\n");
});

test.each([
  ["unknown-rot", "\n  help: did you mean `unknown-root`?"],
  ["README", ""],
  ["../../secret", ""],
  ["constructor", ""],
])("explain knows no page for %s", async (code, help) => {
  using place = workspace(pages);
  expect(await place.runWith({ packageFolder: () => place.folder }, "explain", code)).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: ${code}: is no code of a diagnostic and no lint rule${help}\n`,
  });
});
