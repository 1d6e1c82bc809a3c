import { assemble, givableClaims } from "../../claims/index.ts";
import { compileWith } from "../../language/compile.ts";
import { escapeJson, visible } from "../../language/diagnostics/index.ts";
import { renderPretty, renderProblem } from "../../language/diagnostics/renderers.ts";
import { type Diagnostic, dataMisfits } from "../../language/index.ts";
import type { JsonObject } from "../../language/json.ts";
import { paintFor } from "../color.ts";
import { type Project, projectLoader } from "../configuration/load-project.ts";
import { ExitCode } from "../exit-code.ts";
import { type InputProblem, problemText } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { type JsonFile, type JsonReading, readJsonFile } from "../json-file.ts";
import { numberProblem } from "../number-problem.ts";
import type { CommonOptions } from "../options.ts";
import { readInput, type Source, sourceOf, standardInput } from "../read-input.ts";
import { frameWidth } from "../render-report.ts";
import { reportProblems } from "../report-problems.ts";
import { sessionPatchOf } from "../session-patch.ts";
import { type TemplateText, templateText } from "../template-text.ts";
import { withRbac } from "../with-rbac.ts";

export interface EvalOptions extends CommonOptions {
  readonly data: string;
  readonly policy?: string;
  readonly patch?: string;
  readonly compact?: boolean;
  /** Whether data that does not fit gives no claims. */
  readonly strict?: boolean;
}

/** The inputs of the command, parsed but not yet judged against each other. */
interface Inputs {
  readonly ok: true;
  readonly template: TemplateText;
  readonly project: Extract<Project, { readonly ok: true }>;
  readonly data: JsonFile;
  /** Absent where the session was sent nothing. */
  readonly patch?: JsonFile;
}

/**
 * `claimsmith eval`: prints the custom claims that a session's token carries for the data and the patch, as JSON. Where
 * there are none the reason goes to the standard error, and nothing to the standard output. Of what the compiler does not
 * take into account in the schemas it warns there too, and of data that does not fit what the template is checked
 * against; with `--strict` such data gives no claims.
 */
export async function evaluate(io: Io, word: string, options: EvalOptions): Promise<ExitCode> {
  const words = [word, options.data, options.policy, options.patch];
  if (words.filter((one) => one === standardInput).length > 1) {
    reportProblems(io, [{ message: "only one file can be -" }]);
    return ExitCode.usage;
  }
  const source = sourceOf(io, word);
  const inputs = await readInputs(io, source, options);
  if (!inputs.ok) return refuse(io, inputs.problems);

  const { project } = inputs;
  const { text, input } = inputs.template;
  const file = { path: source.path, text };
  const look = { paint: paintFor(io, "stderr", options.color), ...frameWidth(io) };
  const { diagnostics, template } = compileWith(input, project.read);
  const reports = [...project.schemaReports, ...(template === undefined ? [{ ...file, diagnostics }] : [])];
  if (reports.length > 0) io.stderr(renderPretty(reports, look));
  if (template === undefined) return ExitCode.found;

  const data = withRbac(inputs.data.value, project.options);
  if (!data.ok) return refuse(io, inputs.data.problemsAt([data]));
  const evaluation = template.evaluate(data.data);
  const givable = givableClaims(template.type, evaluation.ok ? evaluation.claims : {});
  const sent = inputs.patch === undefined ? {} : inputs.patch.value;
  const session = sessionPatchOf(sent, project.options.namespace, givable);
  if (!session.ok && inputs.patch !== undefined && session.error.code === "invalid_custom_claims") {
    return refuse(io, inputs.patch.problemsAt([{ pointer: session.pointer, message: session.error.message }]));
  }

  const misfits = dataMisfits(inputs.data.value, project.options);
  reportProblems(io, inputs.data.problemsAt(misfits), options.strict ? "error" : "warning");
  if (options.strict && misfits.length > 0) return ExitCode.found;

  if (!evaluation.ok) {
    const { code, message, span, claim } = evaluation.error;
    const problem: Diagnostic = { code, severity: "error", message, span };
    io.stderr(renderProblem(file, problem, [{ label: "claim", text: claim }], look));
    return ExitCode.found;
  }
  const assembly = session.ok ? assemble(evaluation.claims, session.patch, project.options.namespace) : session;
  if (!assembly.ok) {
    const { code, message } = assembly.error;
    const [problem] = session.ok ? [] : (inputs.patch?.problemsAt([{ pointer: session.pointer, message }]) ?? []);
    const text = problem === undefined ? visible(message) : problemText(problem);
    io.stderr(`${look.paint.severity.error(`error[${code}]`)}${look.paint.strong(`: ${text}`)}\n`);
    return ExitCode.found;
  }
  printClaims(io, assembly.claims, options.compact === true);
  return ExitCode.ok;
}

type InputsReading = Inputs | { readonly ok: false; readonly problems: readonly InputProblem[] };

async function readInputs(io: Io, source: Source, options: EvalOptions): Promise<InputsReading> {
  const template = await readInput(io, source);
  const policy = options.policy === undefined ? undefined : sourceOf(io, options.policy);
  const project = await projectLoader(io, policy)(source);
  const data = await readExactJsonFile(io, sourceOf(io, options.data));
  const patch = options.patch === undefined ? undefined : await readExactJsonFile(io, sourceOf(io, options.patch));
  if (template.ok && project.ok && data.ok && patch?.ok !== false) {
    const inputs = { ok: true, template: templateText(template.bytes), project, data: data.file } as const;
    return patch === undefined ? inputs : { ...inputs, patch: patch.file };
  }
  const problems = [
    ...(template.ok ? [] : [template.problem]),
    ...(project.ok ? [] : project.problems),
    ...(data.ok ? [] : [data.problem]),
    ...(patch === undefined || patch.ok ? [] : [patch.problem]),
  ];
  return { ok: false, problems };
}

/** A file as it is, or why it is refused: what the API would not take has no claims. */
async function readExactJsonFile(io: Io, source: Source): Promise<JsonReading> {
  const reading = await readJsonFile(io, source);
  const problem = reading.ok ? numberProblem(source.path, reading.file.text) : undefined;
  return problem === undefined ? reading : { ok: false, problem };
}

function refuse(io: Io, problems: readonly InputProblem[]): ExitCode {
  reportProblems(io, problems);
  return ExitCode.usage;
}

/** Exactly the JSON of the token; a terminal gets `\u` escapes where it would obey a character. */
function printClaims(io: Io, claims: JsonObject, compact: boolean): void {
  const json = compact ? JSON.stringify(claims) : JSON.stringify(claims, null, 2);
  io.stdout(`${io.terminal.stdout ? escapeJson(json) : json}\n`);
}
