import { type CompletedCommand, everyCommand, type Values } from "./command-tree.ts";
import { quoted } from "./shell-text.ts";

/** The completion script for bash from 3.2 on, which macOS has. Where it has no words bash completes files. */
export function bashCompletion(root: CompletedCommand): string {
  const commands = everyCommand(root);
  const below = commands.filter(({ names }) => names.length > 0);
  return `# Completion of claimsmith for bash: source <(claimsmith completion bash)
_claimsmith() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= next index options words=
  # bash breaks words at an equals sign.
  if [[ $word == "=" ]]; then
    word=
  elif [[ $before == "=" ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    next="$command\${command:+ }\${COMP_WORDS[index]}"
    case $next in
      ${below.map(({ names }) => quoted(names.join(" "))).join(" | ")}) command=$next ;;
    esac
  done
  COMPREPLY=()
  case $command in
${commands.map(commandCase).join("\n")}
  esac
  case "$command $before" in
${commands.flatMap(valueCases).join("\n")}
    *) [[ $word == -* ]] && words=$options ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _claimsmith claimsmith
`;
}

function commandCase({ names, options, commands, values }: CompletedCommand): string {
  const flags = options.flatMap(({ names }) => names).join(" ");
  const words = [...commands.map(({ names }) => names.at(-1)), ...wordsOf(values)].join(" ");
  return `    ${quoted(names.join(" "))}) options=${quoted(flags)} words=${quoted(words)} ;;`;
}

/** What follows the options of a command whose values are known. */
function valueCases({ names, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ names: spellings, values }) => {
    if (values?.kind !== "one of") return [];
    const patterns = spellings.map((option) => quoted(`${names.join(" ")} ${option}`)).join(" | ");
    return [`    ${patterns}) words=${quoted(values.words.join(" "))} ;;`];
  });
}

function wordsOf(values: Values | undefined): readonly string[] {
  return values?.kind === "one of" ? values.words : [];
}
