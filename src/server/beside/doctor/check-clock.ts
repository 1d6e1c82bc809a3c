import type { Clock } from "../../../store/index.ts";
import type { LastingLocation } from "../../start/place-store.ts";
import type { Finding } from "./finding.ts";

/** A session JWT is valid from 5 seconds before it is made: whoever is further behind refuses it (milliseconds). */
const failedBeyond = 5000;
const warningBeyond = 1000;

/** Compares this machine's clock with the store's. Rejects with a `StoreUnavailableError`. */
export async function checkClock(location: LastingLocation, clock: Clock): Promise<Finding> {
  const check = "clock";
  if (location.kind === "embedded") {
    return { check, status: "ok", message: "the store has none of its own: servers share this machine's" };
  }
  const { compareClock } = await import("../../../store/mongodb/compare-clock.ts");
  const { ahead, accuracy } = await compareClock(location.uri, clock);
  const atLeast = Math.max(0, Math.abs(ahead) - accuracy);
  const message = `this machine's is ${secondsOf(ahead)} the store's`;
  if (atLeast <= warningBeyond) return { check, status: "ok", message };
  const help = "have all machines of servers and store synchronize their clocks, by NTP";
  return { check, status: atLeast <= failedBeyond ? "warning" : "failed", message, help };
}

function secondsOf(ahead: number): string {
  return `${(Math.abs(ahead) / 1000).toFixed(1)} s ${ahead < 0 ? "behind" : "ahead of"}`;
}
