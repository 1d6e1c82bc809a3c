/** A time in milliseconds since 1970-01-01T00:00:00Z. Only inside a JWT are times seconds. */
export type EpochMilliseconds = number;

/** The whole seconds of a time, rounded down, as a JWT has them (RFC 7519 §2, NumericDate). */
export function wholeSeconds(time: EpochMilliseconds): number {
  return Math.floor(time / 1000);
}

/** A time as RFC 3339 text in UTC with whole seconds, rounded down: `2026-01-01T00:05:00Z`. */
export function rfc3339Seconds(time: EpochMilliseconds): string {
  return `${new Date(wholeSeconds(time) * 1000).toISOString().slice(0, 19)}Z`;
}
