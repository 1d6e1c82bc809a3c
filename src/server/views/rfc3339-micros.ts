import type { EpochMilliseconds } from "../../store/index.ts";

/** A time as the API writes it: RFC 3339 in UTC with microseconds, `2026-01-01T00:05:00.000000Z`. */
export function rfc3339Micros(time: EpochMilliseconds): string {
  return `${new Date(time).toISOString().slice(0, -1)}000Z`;
}
