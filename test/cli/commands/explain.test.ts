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

const page = `# dead

Known [here](../language.md) are \`[a](b)\`: see [that](x.md), which is long.

- one

## Bad

\`\`\`claims
{
  "a": << [b](c) >>

}
\`\`\`
`;

test("explain shows a page as text on a terminal, and as Markdown elsewhere", async () => {
  using place = workspace({ "docs/diagnostics/dead.md": page, "docs/rules/README.md": "" });
  const on = (terminal: { stdout: boolean; columns?: number }) => ({
    packageFolder: () => place.folder,
    terminal: { stderr: false, ...terminal },
  });
  const shown = `dead

Known here are \`[a](b)\`: see
that, which is long.

- one

Bad

    {
      "a": << [b](c) >>

    }
`;
  const explain = async (terminal: { stdout: boolean; columns?: number }, ...options: readonly string[]) =>
    (await place.runWith(on(terminal), ...options, "explain", "dead")).stdout;
  expect(await explain({ stdout: false })).toBe(page);
  expect(await explain({ stdout: true, columns: 30 }, "--no-color")).toBe(shown);
  expect(await explain({ stdout: true }, "--no-color")).toBe(shown.replace("see\n", "see "));
  expect(await explain({ stdout: true, columns: 30 })).toBe(
    shown.replace("dead", "\u001b[1mdead\u001b[22m").replace("Bad", "\u001b[1mBad\u001b[22m"),
  );
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
