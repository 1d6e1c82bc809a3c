import type { Severity } from "./diagnostic.ts";

/** The paint of a terminal for the parts of a diagnostic: each function wraps a text in the codes of its colour. */
export interface Paint {
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const asItIs = (text: string) => text;

/** No colour at all: what goes into files and pipes. */
export const plainPaint: Paint = {
  severity: { error: asItIs, warning: asItIs, info: asItIs },
  strong: asItIs,
  faint: asItIs,
};
