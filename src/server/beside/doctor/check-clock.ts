import type { Clock } from "../../../store/index.ts";
import type { LastingLocation } from "../../start/place-store.ts";
import type { Finding } from "./finding.ts";

/** A session JWT is valid from 5 seconds before it is made: whoever is further behind refuses it. */
const maxWarningMilliseconds = 5000;
const maxOkMilliseconds = 1000;

/** Compares this machine's clock with the store's. Rejects with a `StoreUnavailableError`. */
export async function checkClock(location: LastingLocation, clock: Clock): Promise<Finding> {
  const check = "clock";
  if (location.kind === "embedded") {
    return { check, status: "ok", message: "the store has none of its own: servers share this machine's" };
  }
  const { compareClock } = await import("../../../store/mongodb/compare-clock.ts");
  const { aheadMilliseconds, accuracyMilliseconds } = await compareClock(location.uri, clock);
  const atLeast = Math.max(0, Math.abs(aheadMilliseconds) - accuracyMilliseconds);
  const message = `this machine's is ${secondsOf(aheadMilliseconds)} the store's`;
  if (atLeast <= maxOkMilliseconds) return { check, status: "ok", message };
  const help = "have all machines of servers and store synchronize their clocks, by NTP";
  return { check, status: atLeast <= maxWarningMilliseconds ? "warning" : "failed", message, help };
}

function secondsOf(aheadMilliseconds: number): string {
  return `${(Math.abs(aheadMilliseconds) / 1000).toFixed(1)} s ${aheadMilliseconds < 0 ? "behind" : "ahead of"}`;
}
