import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { workspace } from "../workspace.ts";

const files = { "session.claims": "{}", "my claims/a.claims": "{}", "state.json": "{}" };

/** Whether the shell is on this machine: the tests that run it are skipped elsewhere. */
function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

async function scriptOf(place: ReturnType<typeof workspace>, shell: string): Promise<string> {
  const { code, stdout, stderr } = await place.run("completion", shell);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** What a shell offers for the last of the words, sorted. */
const offers: Readonly<
  Record<string, (script: string, words: readonly string[], folder: string) => readonly string[]>
> = {
  bash: (script, words, cwd) => {
    const program = `${script}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_claimsmith
printf '%s\\n' "\${COMPREPLY[@]}"
if ((\${#COMPREPLY[@]} == 0)); then compgen -f -- "\${COMP_WORDS[COMP_CWORD]}" || true; fi`;
    return linesOf(spawnSync("bash", ["--norc", "-c", program, "bash", ...words], { cwd, encoding: "utf8" }));
  },
  fish: (script, words, cwd) => {
    const program = `${script}\ncomplete --do-complete $argv[1]`;
    const line = words.join(" ");
    const run = spawnSync("fish", ["--no-config", "-c", program, line], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, HOME: cwd },
    });
    return linesOf(run).map((offer) => offer.split("\t")[0] ?? "");
  },
};

function linesOf({
  stdout,
  stderr,
  status,
}: {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}) {
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

describe("claimsmith completion", () => {
  test.each(["bash", "zsh", "fish"])("names every command and every option for %s", async (shell) => {
    using place = workspace();
    const script = await scriptOf(place, shell);
    const { stdout } = await place.run("--help");
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name]) => name as string)
      .filter((name) => name !== "help");
    expect(commands).toEqual(expect.arrayContaining(["check", "serve", "keys", "doctor"]));
    for (const command of commands) {
      expect(script).toContain(command);
      const help = (await place.run(command, "--help")).stdout;
      for (const [, option] of help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)) expect(script).toContain(option);
    }
    expect(script).not.toContain("serve-worker");
  });

  test.each(Object.keys(offers).filter(has))("completes in %s", async (shell) => {
    using place = workspace(files);
    const script = await scriptOf(place, shell);
    const offered = (...words: readonly string[]) => offers[shell]?.(script, ["claimsmith", ...words], place.folder);
    expect(offered("che")).toEqual(["check"]);
    expect(offered("keys", "")).toEqual(["list", "reencrypt", "revoke", "rotate"]);
    expect(offered("--no-color", "keys", "re")).toEqual(["reencrypt", "revoke"]);
    expect(offered("check", "--format", "s")).toEqual(["sarif"]);
    expect(offered("profile", "check", "--vertical", "")).toEqual(["b2b", "consumer"]);
    expect(offered("check", "--max")).toEqual(["--max-warnings"]);
    expect(offered("fmt", "--max")).toEqual([]);
    expect(offered("profile", "try", "--tok")).toEqual(["--token"]);
    expect(offered("explain", "no-dead")).toEqual(["no-dead-branch"]);
    expect(offered("check", "sess")).toEqual(["session.claims"]);
    expect(offered("serve", "--apply", "st")).toEqual(["state.json"]);
    expect(offered("completion", "")).toEqual(["bash", "fish", "zsh"]);
  });

  test("completes a value after an equals sign in bash, which takes that for a word", async () => {
    using place = workspace(files);
    const script = await scriptOf(place, "bash");
    const offered = (...words: readonly string[]) => offers.bash?.(script, ["claimsmith", ...words], place.folder);
    expect(offered("check", "--format", "=", "gi")).toEqual(["github"]);
    expect(offered("check", "--format", "=")).toEqual(["github", "json", "junit", "pretty", "sarif"]);
  });

  test.skipIf(!has("zsh"))("is read by zsh", async () => {
    using place = workspace({ ...files, _claimsmith: await scriptOf(workspace(), "zsh") });
    const program = `fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[claimsmith]; source ./_claimsmith; _claimsmith_keys 2>&1 | head -c 80`;
    const { stdout, status } = spawnSync("zsh", ["-f", "-c", program], { cwd: place.folder, encoding: "utf8" });
    expect({ first: stdout.split("\n")[0], status }).toEqual({ first: "_claimsmith", status: 0 });
  });

  test("ends with 2 for a shell that it does not know", async () => {
    using place = workspace();
    const { code, stderr } = await place.run("completion", "powershell");
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish.");
  });
});
