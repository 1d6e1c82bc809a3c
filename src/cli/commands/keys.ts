import type { StoreOptions } from "../../server/beside/beside-servers.ts";
import type * as ManageKeys from "../../server/beside/manage-keys.ts";
import type { SigningKeysOutcome } from "../../server/beside/manage-keys.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { keyProblem, revocationText, rotationText } from "../keys/key-changes.ts";
import { keyJson, keyText } from "../keys/key-table.ts";
import { lateProblems, reencryptionText, unopenedProblem } from "../keys/reencryption.ts";
import { reportProblems } from "../report-problems.ts";
import { inputProblems } from "../serve/start-problems.ts";
import { storeOptions } from "../serve/store-options.ts";

/** Options of `claimsmith keys …`. */
export interface KeysOptions {
  readonly store?: string;
  /** All projects unless given. */
  readonly project?: string;
}

/** Options of `claimsmith keys list`. */
export interface KeysListOptions extends KeysOptions {
  readonly format: "pretty" | "json";
}

/** `claimsmith keys list`: the signing keys of one project or of all. */
export function listKeys(io: Io, { format, project, ...options }: KeysListOptions): Promise<ExitCode> {
  return managing(io, options, async (server, store) => {
    const projects = await server.listKeys(store, project);
    io.stdout(format === "json" ? keyJson(projects) : keyText(projects, io.terminal.columns));
    return ExitCode.ok;
  });
}

/** `claimsmith keys rotate`: a new signing key for one project or for each, the first one too; 1 where one waits for its turn already. */
export function rotateKeys(io: Io, { project, ...options }: KeysOptions): Promise<ExitCode> {
  return managing(io, options, async (server, store) => {
    let code: ExitCode = ExitCode.ok;
    const tell = (outcome: SigningKeysOutcome) => {
      if (outcome.ok) io.stdout(rotationText(outcome));
      else {
        reportProblems(io, [keyProblem(outcome)]);
        code = ExitCode.found;
      }
    };
    await server.rotateKeys(store, { tell, ...(project !== undefined && { projectId: project }) });
    return code;
  });
}

/** `claimsmith keys revoke`: takes a signing key out of use at once; one that was revoked before stays so. */
export function revokeKey(io: Io, kid: string, { project, ...options }: KeysOptions): Promise<ExitCode> {
  return managing(io, options, async (server, store) => {
    const outcome = await server.revokeKey(store, { kid, ...(project !== undefined && { projectId: project }) });
    if (outcome.ok) io.stdout(revocationText(outcome, kid));
    else io.stdout(`${outcome.error.message}: nothing was changed\n`);
    return ExitCode.ok;
  });
}

/** `claimsmith keys reencrypt`: everything under the first master key; 1 where something does not open. */
export function reencryptKeys(io: Io, options: Pick<KeysOptions, "store">): Promise<ExitCode> {
  return managing(io, options, async (server, store) => {
    const result = await server.reencryptStore(store);
    io.stdout(reencryptionText(result));
    reportProblems(io, lateProblems(result), "warning");
    reportProblems(io, result.unopened.map(unopenedProblem));
    return result.unopened.length > 0 ? ExitCode.found : ExitCode.ok;
  });
}

/** Does what a command does on a store, and reports what keeps it from that. */
async function managing(
  io: Io,
  { store }: Pick<KeysOptions, "store">,
  work: (server: typeof ManageKeys, store: StoreOptions) => Promise<ExitCode>,
): Promise<ExitCode> {
  const server = await import("../../server/beside/manage-keys.ts");
  try {
    return await work(server, storeOptions(io, store));
  } catch (error) {
    if (!(error instanceof server.StartError)) throw error;
    reportProblems(io, await inputProblems(io, error.problems, undefined));
    return error.isTemporary ? ExitCode.found : ExitCode.usage;
  }
}
