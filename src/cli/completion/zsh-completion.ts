import { type CompletedCommand, type CompletedOption, everyCommand, type Values } from "./command-tree.ts";
import { quoted } from "./shell-text.ts";

/** The completion script for zsh: to be read at the start, or a file of \`$fpath\`. */
export function zshCompletion(root: CompletedCommand): string {
  return `#compdef claimsmith
# Completion of claimsmith for zsh: source <(claimsmith completion zsh), after compinit
${everyCommand(root).map(functionOf).join("\n")}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _claimsmith "$@"
else
  compdef _claimsmith claimsmith
fi
`;
}

function functionOf(command: CompletedCommand): string {
  const { options, values, commands } = command;
  const specs = options.flatMap(optionSpecs);
  if (commands.length === 0) {
    const rest = values === undefined ? [] : [quoted(`*:argument:${actionOf(values)}`)];
    return `${nameOf(command)}() {\n  _arguments ${continued([...specs, ...rest])}\n}`;
  }
  const described = commands.map(({ names, summary }) => `      ${quoted(`${names.at(-1)}:${summary}`)}`);
  const cases = commands.map((inner) => `        ${inner.names.at(-1)}) ${nameOf(inner)} ;;`);
  return `${nameOf(command)}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C ${continued([...specs, "'1: :->command'", "'*:: :->argument'"])}
  case $state in
    command)
      local -a commands=(
  ${described.join("\n  ")}
      )
      _describe command commands
      ;;
    argument)
      case $words[1] in
${cases.join("\n")}
      esac
      ;;
  esac
}`;
}

function nameOf({ names }: CompletedCommand): string {
  return ["_claimsmith", ...names].join("_");
}

function optionSpecs({ names, summary, values }: CompletedOption): readonly string[] {
  const text = `[${summary.replace(/[[\]\\]/g, "\\$&")}]`;
  const value = values === undefined ? "" : `:value:${actionOf(values)}`;
  return names.map((name) => quoted(`*${name}${value !== "" && name.startsWith("--") ? "=" : ""}${text}${value}`));
}

/** What _arguments does for a value; a blank is nothing but the message. */
function actionOf(values: Values): string {
  if (values.kind === "one of") return `(${values.words.join(" ")})`;
  return { file: "_files", folder: "_files -/", any: " " }[values.kind];
}

function continued(specs: readonly string[]): string {
  return specs.join(" \\\n    ");
}
