import { type Paint, visible, visibleJson } from "../../language/diagnostics/index.ts";
import type { TokenReport } from "../../sessions/index.ts";
import { hangingText } from "../wrap-words.ts";

type ReportedStep = TokenReport["steps"][number];
type Verdict = ReportedStep["verdict"];

const words: Readonly<Record<Verdict, string>> = {
  passed: "passed",
  refused: "refused",
  undecided: "undecided",
  not_reached: "not reached",
};
const wordWidth = Math.max(...Object.values(words).map(({ length }) => length));
const indent = " ".repeat(wordWidth + 2);

/**
 * The report of a trial for people: a line for each step, or more where the terminal has fewer columns, what it found out
 * below it, and what becomes of the token.
 */
export function trialText(report: TokenReport, paint: Paint, columns?: number): string {
  const { error, outcome, profile, tried_at, steps } = report;
  const nameWidth = Math.max(...steps.map(({ step }) => step.length));
  const lines = [paint.strong(`profile \`${visible(profile)}\`, as of ${tried_at}`), ""];
  for (const step of steps) {
    const said =
      error?.step === step.step
        ? `${error.message} (${[error.type, error.reason].filter(Boolean).join(", ")})`
        : summaryOf(step);
    const text = hangingText(visible(said), indent.length + nameWidth + 2, columns);
    lines.push(`${marked(step.verdict, paint)}  ${step.step.padEnd(nameWidth)}  ${text}`.trimEnd());
    if (error?.step === step.step) {
      if (error.help !== undefined) {
        const help = hangingText(`help: ${visible(error.help)}`, indent.length, columns);
        lines.push(`${indent}${paint.faint(help)}`);
      }
      for (const [name, value] of Object.entries(error.details ?? {})) {
        lines.push(`${indent}${paint.faint(`${visible(name)}: ${shown(value)}`)}`);
      }
    }
    for (const line of detailsOf(step)) lines.push(`${indent}${line}`);
  }
  const rest = outcome === "accepted" ? [paint.faint(hangingText(onlyByServer, 0, columns))] : [];
  return `${[...lines, "", marked(outcome === "accepted" ? "passed" : outcome, paint, outcome), ...rest].join("\n")}\n`;
}

/** What nobody knows without the store: the trial of a server does. */
const onlyByServer =
  "as far as the profile goes: whether there are the organization and the roles, and whose record it is, a server tells (POST /v1/claimsmith/profiles/dry_run)";

/** The same as JSON. */
export function trialJson(report: TokenReport): string {
  return `${visibleJson(report)}\n`;
}

const severityByVerdict = { passed: "info", refused: "error", undecided: "warning" } as const;

function marked(verdict: Verdict, paint: Paint, word: string = words[verdict].padEnd(wordWidth)): string {
  return verdict === "not_reached" ? paint.faint(word) : paint.severity[severityByVerdict[verdict]](word);
}

/** What a step that was passed found out, in a line. */
function summaryOf({
  algorithm,
  key,
  keys,
  issuer,
  audience,
  client,
  acceptable_until,
  ...step
}: ReportedStep): string {
  if (algorithm !== undefined) return algorithm;
  if (key !== undefined) {
    const name = key.kid === undefined ? `the key at index ${key.index}` : `the key \`${key.kid}\``;
    return `by ${name}, of ${keys?.usable} usable`;
  }
  if (issuer !== undefined) return issuer;
  if (audience !== undefined || client !== undefined) {
    return [audience ?? "none", ...(client === undefined ? [] : [`for the client \`${client}\``])].join(", ");
  }
  if (acceptable_until !== undefined) return `accepted until ${acceptable_until}`;
  if (step.organization !== undefined) {
    const { way, organization_id } = step.organization;
    return way === "created" ? "would be made" : `\`${organization_id}\``;
  }
  if (step.record !== undefined) {
    const { way, member_id, user_id } = step.record;
    return way === "created" ? "would be made" : `\`${member_id ?? user_id}\`, found by ${wayNames[way]}`;
  }
  return step.verdict !== "not_reached" && step.conditions?.length === 0 ? "the profile has none" : "";
}

const wayNames = { external_id: "external id", email: "address", created: "new record" } as const;

/** What there is to tell below a step. */
function detailsOf({ keys, conditions = [], attributes = [], linking, verdict }: ReportedStep): readonly string[] {
  if (verdict === "not_reached") return [];
  const nameWidth = Math.max(...attributes.map(({ attribute }) => attribute.length), 0);
  return [
    ...(keys?.unusable ?? []).map(({ message }) => visible(message)),
    ...conditions.map(({ expression, verdict, gave, failure }) => {
      const result = verdict === "not_reached" ? words[verdict] : `gave ${gave ?? `nothing: ${failure}`}`;
      return `${visible(expression)}  →  ${visible(result)}`;
    }),
    ...attributes.map(({ attribute, path, expression, verdict, kind, value, failure }) => {
      const from = path ?? expression;
      const result =
        verdict === "not_reached"
          ? words[verdict]
          : (failure ?? (value === undefined ? kind : `${kind}: ${shown(value)}`));
      const place = from === undefined ? "" : `${visible(from)}  →  `;
      return `${attribute.padEnd(nameWidth)}  ${place}${result === undefined ? "" : visible(result)}`;
    }),
    ...(linking === undefined ? [] : linkingLines(linking)),
  ];
}

function linkingLines({ ways }: NonNullable<ReportedStep["linking"]>): readonly string[] {
  const width = Math.max(...ways.map(({ way }) => wayNames[way].length));
  return ways.map(
    ({ way, is_open, message }) => `${wayNames[way].padEnd(width)}  ${is_open ? "yes" : "no "}  ${message}`,
  );
}

const maxShownCharacters = 2000;

/** A value in a line, a large one in part: the report in JSON has it whole. */
function shown(value: unknown): string {
  const text = visible(JSON.stringify(value));
  const beginning = [...text.slice(0, 2 * maxShownCharacters)].slice(0, maxShownCharacters).join("");
  return beginning.length === text.length ? text : `${beginning}… (${text.length} characters in all)`;
}
