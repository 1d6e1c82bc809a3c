import type { ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";

/** When a session ends that is given a duration now, within the greatest lifetime that the project allows. */
export function endOf(
  { active }: ProjectContext,
  {
    now,
    startedAt,
    minutes,
  }: { readonly now: EpochMilliseconds; readonly startedAt: EpochMilliseconds; readonly minutes: number },
): EpochMilliseconds {
  const { maxSessionLifetimeMinutes } = active.configuration.settings;
  const end = now + minutes * 60_000;
  return maxSessionLifetimeMinutes === null ? end : Math.min(end, startedAt + maxSessionLifetimeMinutes * 60_000);
}
