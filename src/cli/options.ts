/** Options that every command takes. */
export interface CommonOptions {
  /** `undefined`: as the terminal and the environment say. */
  readonly color?: boolean;
}

/** Options of the commands that take many templates, one of which can be the standard input. */
export interface StandardInputOptions {
  /** The file that the standard input stands for: its name in reports, and the place that decides the configuration. */
  readonly stdinFilename?: string;
}

/** The formats of the report of `check`. */
export const reportFormats = ["pretty", "json", "sarif", "junit", "github"] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** The shells whose command lines can be completed. */
export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/** The levels at which `serve` can log. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export type LogLevel = (typeof logLevels)[number];
