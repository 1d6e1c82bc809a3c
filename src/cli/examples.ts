import type { Command } from "commander";

/** Command lines to begin with, by the names of the command that they are of. */
const examplesByCommand: Readonly<Record<string, readonly string[]>> = {
  check: [
    "claimsmith check session.claims",
    "claimsmith check --max-warnings 0 claims",
    "claimsmith check --format sarif claims > claims.sarif",
    "claimsmith check --fix session.claims",
  ],
  fmt: ["claimsmith fmt claims", "claimsmith fmt --check claims"],
  eval: [
    "claimsmith eval session.claims --data ada.json",
    "claimsmith eval session.claims --data ada.json --policy policy.json --strict",
  ],
  rules: ["claimsmith rules"],
  explain: ["claimsmith explain unknown-property", "claimsmith explain no-dead-branch"],
  init: ["claimsmith init my-claims", "claimsmith init --backend my-app"],
  serve: [
    "claimsmith serve --demo",
    "claimsmith serve --apply state.json",
    "claimsmith serve --store mongodb://db.example.com/claimsmith --admin-port 4001 --workers 2",
    "claimsmith serve --ephemeral --seed 1 --clock 2026-01-01T00:00:00Z",
  ],
  completion: [
    "claimsmith completion bash > ~/.local/share/bash-completion/completions/claimsmith",
    "claimsmith completion zsh > ~/.zfunc/_claimsmith",
    "claimsmith completion fish > ~/.config/fish/completions/claimsmith.fish",
  ],
  "profile check": ["claimsmith profile check idp.json"],
  "profile try": [
    "claimsmith profile try idp.json --token token.jwt",
    "claimsmith profile try idp.json --token token.jwt --keys jwks.json --now 2026-01-01T00:00:00Z",
  ],
  "keys list": ["claimsmith keys list"],
  "keys rotate": ["claimsmith keys rotate", "claimsmith keys rotate --project project-live-…"],
  "keys revoke": ["claimsmith keys revoke jwk-live-…"],
  "keys reencrypt": ["claimsmith keys reencrypt --store embedded:/var/lib/claimsmith"],
  backup: ["claimsmith backup --store embedded:/var/lib/claimsmith /var/backups/claimsmith-monday"],
  doctor: ["claimsmith doctor", "claimsmith doctor --store mongodb://db.example.com/claimsmith --format json"],
};

/** Ends the help of each command, and of those in it, with examples. */
export function addExamples(command: Command, names: readonly string[] = []): void {
  for (const inner of command.commands) addExamples(inner, [...names, inner.name()]);
  const examples = examplesByCommand[names.join(" ")];
  if (examples === undefined) return;
  command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}`);
}
