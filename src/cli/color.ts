import picocolors from "picocolors";
import type { Paint } from "../language/diagnostics/index.ts";
import type { Io } from "./io.ts";

/** The colours of diagnostics on one of the streams, or none, as `isColored` decides. */
export function paintFor(io: Io, stream: "stdout" | "stderr", wanted: boolean | undefined): Paint {
  const colors = picocolors.createColors(isColored(io, stream, wanted));
  return {
    severity: {
      error: (text) => colors.bold(colors.red(text)),
      warning: (text) => colors.bold(colors.yellow(text)),
      info: (text) => colors.bold(colors.cyan(text)),
    },
    strong: colors.bold,
    faint: colors.dim,
  };
}

/**
 * Tells whether to write colour: `--color` and `--no-color` decide first, then `NO_COLOR` (no-color.org: any text but the
 * empty one), then `FORCE_COLOR` (`0` and `false` forbid), then whether the stream is a terminal that knows colour.
 */
export function isColored(io: Io, stream: "stdout" | "stderr", wanted: boolean | undefined): boolean {
  if (wanted !== undefined) return wanted;
  if (io.env.NO_COLOR) return false;
  const force = io.env.FORCE_COLOR;
  if (force) return force !== "0" && force !== "false";
  return io.terminal[stream] && io.env.TERM !== "dumb";
}
