import type { WorkspaceKey } from "../../projects/index.ts";
import type { ProjectWithSecret } from "./starter-projects.ts";

/** The reason why a server cannot start, or what is worth knowing of how it did, in one line. */
export interface StartProblem {
  /** The option that is wrong, or whose file is, as `startServer` names it. */
  readonly option: string;
  /** The file that is wrong, where the declared state names one: its path as it stands there. */
  readonly file?: string;
  /** Where it is wrong, in UTF-16 code units from 0. */
  readonly offset?: number;
  /** JSON Pointer (RFC 6901) into the declared state. */
  readonly pointer?: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string;
}

/** A server cannot start as it was told to. Nothing listens, and nothing of it is left open. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly problems: readonly StartProblem[];
  /** Secrets that were made before it failed, and that the store has: the only time that they are told. */
  readonly secrets: readonly ProjectWithSecret[];
  /** As the secrets: the key of the workspace, if it was made. */
  readonly workspaceKey: WorkspaceKey | undefined;
  /** Whether nothing is wrong with the options, and what they name does not serve at the moment. */
  readonly isTemporary: boolean;

  constructor(problems: readonly StartProblem[], options: StartErrorOptions = {}) {
    super(problems.map(textOf).join("; "), options);
    this.problems = problems;
    this.secrets = options.secrets ?? [];
    this.workspaceKey = options.workspaceKey;
    this.isTemporary = options.isTemporary ?? false;
  }
}

/** The secrets that were made in the store at a start, in clear. */
export interface ToldSecrets {
  readonly secrets?: readonly ProjectWithSecret[];
  readonly workspaceKey?: WorkspaceKey | undefined;
}

/** The options of a `StartError`. */
export interface StartErrorOptions extends ErrorOptions, ToldSecrets {
  readonly isTemporary?: boolean;
}

/** The error of one option. */
export function wrongOption(option: string, message: string, options?: StartErrorOptions): StartError {
  return new StartError([{ option, message }], options);
}

function textOf({ option, file = "", pointer = "", message }: StartProblem): string {
  const place = [option, file, pointer].filter((part) => part !== "").join(" ");
  return `${place}: ${message}`;
}
