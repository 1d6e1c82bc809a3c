import { dirname, resolve } from "node:path";
import type { StartOptions } from "../../server/index.ts";
import { ExitCode } from "../exit-code.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../json-file.ts";
import type { LogLevel } from "../options.ts";
import { reasonOf, sourceOf } from "../read-input.ts";
import { reportProblems, shownPath } from "../report-problems.ts";
import { greeting, managementPathsText, type StartedServer, secretsText, workspaceKeyText } from "../serve/greeting.ts";
import { inputProblems, type StateFile } from "../serve/start-problems.ts";
import { storeOptions, workspaceKeyOptions } from "../serve/store-options.ts";

/** Options of `claimsmith serve`, as the command line or the environment gives them. */
export interface ServeOptions {
  readonly store?: string;
  readonly migrate?: boolean;
  readonly host: string;
  readonly port: number;
  readonly adminHost?: string;
  readonly adminPort?: number;
  readonly publicUrl?: string;
  readonly apply?: string;
  readonly force?: boolean;
  readonly jwksAllowHost?: readonly string[];
  readonly failedCredentialsLimit?: number;
  readonly trustProxy?: readonly string[];
  readonly workers: number;
  /** False where `--no-metrics` is given. */
  readonly metrics: boolean;
  readonly demo?: boolean;
  readonly ephemeral?: boolean;
  readonly seed?: number;
  readonly clock?: string;
  readonly logLevel: LogLevel;
}

/** `claimsmith serve`: answers requests until it is told to stop. */
export async function serve(io: Io, options: ServeOptions): Promise<ExitCode> {
  const flags = readFlags(io, options);
  if (!flags.ok) return refuse(io, flags.problems);
  const { ephemeral, isDemo, migrate, hasMetrics } = flags;
  if (isDemo && options.apply !== undefined) {
    return refuse(io, [{ path: "--demo", message: "applies a state of its own: leave out --apply" }]);
  }
  const opening = isDemo ? await openDemo(io) : noDemo;
  if (!opening.ok) return refuse(io, [opening.problem]);
  const { demo } = opening;
  const word = demo?.state ?? options.apply;
  const reading = word === undefined ? noState : await readState(io, word);
  if (!reading.ok) return refuse(io, [reading.problem]);
  const { state } = reading;
  const { StartError } = await import("../../server/index.ts");
  const refuseStart = async (error: unknown): Promise<ExitCode> => {
    if (!(error instanceof StartError)) throw error;
    io.stdout(`${secretsText(error.secrets)}${workspaceKeyText(error.workspaceKey)}`);
    reportProblems(io, await inputProblems(io, error.problems, state));
    return error.isTemporary ? ExitCode.found : ExitCode.usage;
  };
  // Loaded before, so that nothing is waited for between listening and being ready to be stopped.
  await import("../until-stopped.ts");
  let server: StartedServer;
  try {
    server = await startProcesses(io, options.workers, {
      ...storeOptions(io, options.store),
      ...(ephemeral && options.store === undefined && { store: undefined }),
      ...workspaceKeyOptions(io),
      migrate,
      host: options.host,
      port: options.port,
      adminHost: options.adminHost,
      adminPort: options.adminPort,
      publicUrl: options.publicUrl,
      apply: state?.value,
      force: options.force,
      applyFolder: state && resolve(io.cwd, dirname(state.word)),
      jwksAllowHosts: options.jwksAllowHost,
      failedCredentialsLimit: options.failedCredentialsLimit,
      trustProxy: options.trustProxy,
      ephemeral,
      seed: options.seed,
      clock: options.clock,
      metrics: hasMetrics,
      logger: { level: options.logLevel, stream: { write: io.stderr } },
    });
  } catch (error) {
    return refuseStart(error);
  }
  const greet = async () => {
    reportProblems(io, await inputProblems(io, server.warnings, state), "warning");
    const programs = demo === undefined ? "" : `\n${await demo.programs(server.url)}`;
    io.stdout(
      `${greeting(server, state)}${programs}${workspaceKeyText(server.workspaceKey)}${managementPathsText(server)}`,
    );
  };
  try {
    await io.untilStopped((signal) => server.close(signal), greet, server.failure);
  } catch (error) {
    return refuseStart(error);
  }
  return ExitCode.ok;
}

/** Starts the server in this process; or in several, of which this one is none that answers. */
async function startProcesses({ script }: Io, workers: number, options: StartOptions): Promise<StartedServer> {
  if (workers === 1) return (await import("../../server/index.ts")).startServer(options);
  const { startWorkers } = await import("../../server/workers/start-workers.ts");
  return startWorkers(options, { count: workers, program: { script, parameters: ["serve-worker"] } });
}

function refuse(io: Io, problems: readonly InputProblem[]): ExitCode {
  reportProblems(io, problems);
  return ExitCode.usage;
}

type FlagsReading =
  | {
      readonly ok: true;
      readonly ephemeral: boolean;
      readonly isDemo: boolean;
      readonly migrate: boolean;
      readonly hasMetrics: boolean;
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Reads the options without a value, also from the environment, where commander would take any text for yes. */
function readFlags({ env }: Io, options: ServeOptions): FlagsReading {
  const problems: InputProblem[] = [];
  const flagOf = (given: boolean | undefined, name: string): boolean => {
    const text = env[name] ?? "false";
    const isFlag = ["true", "1", "false", "0"].includes(text);
    if (given === undefined && !isFlag) problems.push({ path: name, message: "must be true or false" });
    return given ?? (text === "true" || text === "1");
  };
  const flags = {
    ephemeral: flagOf(options.ephemeral, "CLAIMSMITH_EPHEMERAL"),
    isDemo: flagOf(options.demo, "CLAIMSMITH_DEMO"),
    migrate: flagOf(options.migrate, "CLAIMSMITH_MIGRATE"),
    hasMetrics: !flagOf(options.metrics ? undefined : true, "CLAIMSMITH_NO_METRICS"),
  };
  return problems.length === 0 ? { ok: true, ...flags } : { ok: false, problems };
}

/** A demo: its declared state, and what to try it with. */
interface Demo {
  /** The path of the state's file, as it is shown. */
  readonly state: string;
  readonly programs: (url: string) => Promise<string>;
}

type DemoOpening = { readonly ok: true; readonly demo: Demo | undefined } | Refusal;
type StateReading =
  | { readonly ok: true; readonly state: (StateFile & { readonly value: object }) | undefined }
  | Refusal;

interface Refusal {
  readonly ok: false;
  readonly problem: InputProblem;
}

const noDemo: DemoOpening = { ok: true, demo: undefined };
const noState: StateReading = { ok: true, state: undefined };

async function openDemo(io: Io): Promise<DemoOpening> {
  const folder = resolve(io.cwd, ".claimsmith", "demo");
  const { openDemoFolder } = await import("../demo/demo-folder.ts");
  const { demoPrograms } = await import("../demo/demo-programs.ts");
  try {
    const opened = await openDemoFolder(folder);
    const programs = (url: string) => demoPrograms(opened, { url, cwd: io.cwd, now: Date.now() });
    return { ok: true, demo: { state: shownPath(io, opened.statePath), programs } };
  } catch (error) {
    return { ok: false, problem: { path: shownPath(io, folder), message: `cannot be used: ${reasonOf(error)}` } };
  }
}

async function readState(io: Io, word: string): Promise<StateReading> {
  const reading = await readJsonFile(io, sourceOf(io, word));
  if (!reading.ok) return reading;
  const { file } = reading;
  const { value } = file;
  if (typeof value === "object" && value !== null) return { ok: true, state: { word, file, value } };
  const message = "this must be an object";
  return { ok: false, problem: file.problemsAt([{ pointer: "", message }])[0] ?? { path: word, message } };
}
