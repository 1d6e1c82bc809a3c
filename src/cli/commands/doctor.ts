import { paintFor } from "../color.ts";
import { doctorJson, doctorText } from "../doctor-report.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { reportProblems } from "../report-problems.ts";
import { inputProblems } from "../serve/start-problems.ts";
import { storeOptions } from "../serve/store-options.ts";

/** Options of `claimsmith doctor`. */
export interface DoctorOptions extends CommonOptions {
  readonly store?: string;
  readonly host: string;
  readonly publicUrl?: string;
  readonly jwksAllowHost?: readonly string[];
  readonly format: "pretty" | "json";
}

/** `claimsmith doctor`: looks a store over as a server with the same options would find it; 1 where something failed. */
export async function doctor(io: Io, options: DoctorOptions): Promise<ExitCode> {
  const { examineStore, StartError } = await import("../../server/beside/doctor/examine-store.ts");
  try {
    const findings = await examineStore({
      ...storeOptions(io, options.store),
      host: options.host,
      publicUrl: options.publicUrl,
      jwksAllowHosts: options.jwksAllowHost,
    });
    const pretty = () => doctorText(findings, paintFor(io, "stdout", options.color), io.terminal.columns);
    io.stdout(options.format === "json" ? doctorJson(findings) : pretty());
    return findings.some(({ status }) => status === "failed") ? ExitCode.found : ExitCode.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    reportProblems(io, await inputProblems(io, error.problems, undefined));
    return ExitCode.usage;
  }
}
