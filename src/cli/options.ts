/** Options that every command takes. */
export interface CommonOptions {
  /** `undefined`: as the terminal and the environment say. */
  readonly color?: boolean;
}

/** How `check` can write its report. */
export const reportFormats = ["pretty", "json", "sarif", "junit", "github"] as const;

export type ReportFormat = (typeof reportFormats)[number];
