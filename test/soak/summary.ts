import type { SessionModel } from "./session-model.ts";

/** How a soak went, besides its sessions. */
export interface Tally {
  /** Requests by what was asked and what came of it, such as `attest done`. */
  readonly requests: Map<string, number>;
  serverKills: number;
  mongodbKills: number;
  /** How often a server could not start, and was started again. */
  failedStarts: number;
  rotations: number;
  /** The ids of the keys that were seen to sign. */
  readonly keys: Set<string>;
  /** Sessions of which nothing could be learnt at the end. */
  unanswered: number;
}

/** What has to be there for a soak to prove anything, a minute. */
const LEAST_KILLS = 10;

/** A tally of nothing. */
export function newTally(): Tally {
  return {
    requests: new Map(),
    serverKills: 0,
    mongodbKills: 0,
    failedStarts: 0,
    rotations: 0,
    keys: new Set(),
    unanswered: 0,
  };
}

/** What to print of a soak that has gone on for so many minutes, and whether it has passed. */
export function summaryOf(
  { sessions, breaches }: Pick<SessionModel, "sessions" | "breaches">,
  tally: Tally,
  { minutes, seed }: { readonly minutes: number; readonly seed: number },
): { readonly text: string; readonly hasPassed: boolean } {
  const { serverKills, mongodbKills, failedStarts, rotations, keys, unanswered } = tally;
  const kills = serverKills + mongodbKills;
  const failures = [...new Set(breaches.map(({ message }) => message))];
  if (kills < LEAST_KILLS * minutes)
    failures.push(`only ${kills} kills in ${minutes} minutes: at least ${LEAST_KILLS} a minute`);
  if (sessions.length === 0) failures.push("no session was begun");
  if (unanswered > 0) failures.push(`${unanswered} sessions could not be checked at the end`);
  const countOf = (kind: string) => breaches.filter((breach) => breach.kind === kind).length;
  const requests = [...tally.requests].sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = [
    `${minutes} minutes, seed ${seed}`,
    `requests: ${requests.map(([name, count]) => `${count} ${name}`).join(", ")}`,
    `kills: ${serverKills} of servers, ${mongodbKills} of the MongoDB; ${failedStarts} failed starts; ${rotations} rotations, ${keys.size} keys signed`,
    `sessions checked: ${sessions.length}, ${sessions.filter(({ isRevoked }) => isRevoked).length} of them revoked`,
    `lost: ${countOf("lost")}, wrong: ${countOf("wrong")}, resurrected: ${countOf("resurrected")}`,
    ...failures.map((failure) => `FAILED: ${failure}`),
  ];
  return { text: `${lines.join("\n")}\n`, hasPassed: failures.length === 0 };
}
