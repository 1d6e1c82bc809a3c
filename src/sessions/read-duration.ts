import { ApiError } from "../projects/index.ts";
import { maxDurationMinutes, minDurationMinutes } from "./limits.ts";

/** The duration that a request asks for, in minutes; `undefined` where it asks for none. */
export function readDuration(minutes: unknown): number | undefined {
  if (minutes === undefined || minutes === null) return undefined;
  if (typeof minutes !== "number" || !Number.isInteger(minutes)) throw new ApiError("invalid_session_duration_minutes");
  if (minutes < minDurationMinutes || minutes > maxDurationMinutes) {
    throw new ApiError("invalid_session_duration_minutes");
  }
  return minutes;
}
