import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { numberLossIn } from "../../language/inexact-number.ts";
import type { Backend } from "../../projects/index.ts";
import {
  applyDeclaredState,
  fileBeside,
  fileErrorReason,
  type PrintSecret,
  type StateChange,
  StateInterruptedError,
  type StateProblem,
} from "../../publishing/index.ts";
import { StartError, type StartProblem, wrongOption } from "./start-error.ts";

/** The outcome of applying a declared state. */
export interface AppliedState {
  readonly changes: readonly StateChange[];
  readonly warnings: readonly StartProblem[];
}

/**
 * Applies a declared state: the state itself, whose `./…` lie in a folder, or the path of its file, beside which they do.
 * Rejects with a `StartError` that has every problem of it; nothing has been written then, unless it says so.
 */
export async function applyState(
  backend: Backend,
  {
    state,
    folder,
    isForced = false,
    printSecret,
  }: {
    readonly state: object | string;
    readonly folder: string;
    readonly isForced?: boolean;
    readonly printSecret: PrintSecret;
  },
): Promise<AppliedState> {
  const path = typeof state === "string" ? resolve(folder, state) : undefined;
  const value = path === undefined ? state : await readState(path);
  const base = path === undefined ? folder : dirname(path);
  const application = await applying(
    applyDeclaredState(backend, value, {
      readFile: async (file) => readFile(await fileBeside(base, file)),
      printSecret,
      isForced,
    }),
  );
  if (!application.ok) throw new StartError(application.problems.map(startProblem));
  return { changes: application.changes, warnings: application.warnings.map(startProblem) };
}

async function readState(path: string): Promise<unknown> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw wrongOption("apply", `the file cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    // What was thrown quotes the file, which may hold secrets.
    throw wrongOption("apply", "the file is not valid JSON");
  }
  if (numberLossIn(text) !== undefined) {
    throw wrongOption("apply", "a number in the file is too large, or a whole number of more digits than can be kept");
  }
  return value;
}

async function applying<T>(application: Promise<T>): Promise<T> {
  try {
    return await application;
  } catch (error) {
    if (error instanceof StateInterruptedError) throw wrongOption("apply", error.message, { cause: error });
    throw error;
  }
}

function startProblem({ file, pointer, message, help, diagnostic }: StateProblem): StartProblem {
  return {
    option: "apply",
    pointer,
    message,
    ...(file === undefined ? {} : { file }),
    ...(diagnostic === undefined ? {} : { offset: diagnostic.span.start }),
    ...(help === undefined ? {} : { help }),
  };
}
