import { type CompletedCommand, everyCommand, type Values } from "./command-tree.ts";
import { fishQuoted } from "./shell-text.ts";

/** The completion script for fish from 3.4 on. */
export function fishCompletion(root: CompletedCommand): string {
  return `# Completion of claimsmith for fish: claimsmith completion fish | source
function __claimsmith_words
    commandline --tokenize --current-process --cut-at-cursor | string match --invert -- '-*'
end
function __claimsmith_at
    set -l words (__claimsmith_words)
    test "$words[2..-1]" = "$argv"
end
function __claimsmith_in
    set -l words (__claimsmith_words)
    test "$words[2..$(math (count $argv) + 1)]" = "$argv"
end
complete --command claimsmith --no-files
${everyCommand(root).flatMap(linesOf).join("\n")}
`;
}

function linesOf({ names, options, values, commands }: CompletedCommand): readonly string[] {
  const place = names.join(" ");
  const here = names.length === 0 ? "" : ` --condition ${fishQuoted(`__claimsmith_in ${place}`)}`;
  const at = ` --condition ${fishQuoted(`__claimsmith_at ${place}`.trim())}`;
  const complete = "complete --command claimsmith";
  return [
    ...commands.map(
      ({ names, summary }) => `${complete}${at} --arguments ${names.at(-1)} --description ${fishQuoted(summary)}`,
    ),
    ...options.map(({ names, summary, values }) => {
      const spellings = names.map((name) =>
        name.startsWith("--") ? `--long-option ${name.slice(2)}` : `--short-option ${name.slice(1)}`,
      );
      const value = values === undefined ? "" : ` --require-parameter ${valuesText(values)}`;
      return `${complete}${here} ${spellings.join(" ")}${value} --description ${fishQuoted(summary)}`;
    }),
    ...(values === undefined || values.kind === "any" ? [] : [`${complete}${here} ${valuesText(values)}`]),
  ];
}

function valuesText(values: Values): string {
  if (values.kind === "one of") return `--no-files --arguments ${fishQuoted(values.words.join(" "))}`;
  return {
    file: "--force-files",
    folder: "--no-files --arguments '(__fish_complete_directories)'",
    any: "--no-files",
  }[values.kind];
}
