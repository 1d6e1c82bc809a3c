import type { ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";

/** The end of a session that is given a duration now, within the greatest lifetime that the project allows. */
export function endOf(
  context: ProjectContext,
  {
    now,
    startedAt,
    minutes,
  }: { readonly now: EpochMilliseconds; readonly startedAt: EpochMilliseconds; readonly minutes: number },
): EpochMilliseconds {
  return Math.min(now + minutes * 60_000, latestEnd(context, startedAt));
}

/** The latest end that the project allows to a session; it holds for those too that began before it was lowered. */
export function latestEnd({ active }: ProjectContext, startedAt: EpochMilliseconds): EpochMilliseconds {
  const { maxSessionLifetimeMinutes } = active.configuration.settings;
  return maxSessionLifetimeMinutes === null ? Number.POSITIVE_INFINITY : startedAt + maxSessionLifetimeMinutes * 60_000;
}
