import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { versionOf } from "../version.ts";

/** `claimsmith --version`. */
export async function printVersion(io: Io): Promise<ExitCode> {
  io.stdout(`${await versionOf(io)}\n`);
  return ExitCode.ok;
}
