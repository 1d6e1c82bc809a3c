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

/** RFC 3339 §5.6. */
const dateTimePattern = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** The time that an RFC 3339 text tells, or nothing if it is none. */
export function parseRfc3339(text: string): EpochMilliseconds | undefined {
  const time = dateTimePattern.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
