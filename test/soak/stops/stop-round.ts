import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Crowd, manners } from "./crowd.ts";
import { processTree, Usage, usedMilliseconds } from "./process-usage.ts";

/** What a round does. */
export interface RoundPlan {
  readonly workers: number;
  readonly signal: "SIGTERM" | "SIGINT";
  /** Whether every process gets the signal, as from a terminal, or the first one alone. */
  readonly isForAll: boolean;
  readonly clients: readonly (keyof typeof manners)[];
  /** Whether there are clients for whom a server waits as long as its grace. */
  readonly isWaiting: boolean;
  /** How long the load goes on before the signal, in milliseconds. */
  readonly loadMilliseconds: number;
}

/** How a round went; times in milliseconds. */
export interface RoundOutcome {
  readonly plan: RoundPlan;
  readonly answers: number;
  /** Since the signal. */
  readonly listenerGoneAfter: number;
  /** Since the listener was gone. */
  readonly endedAfter: number;
  /** Processor time of all processes from the signal on, and of it what came after the listener was gone. */
  readonly used: number;
  readonly usedAfterwards: number;
  /** What was not as it should be. */
  readonly failures: readonly string[];
}

/** How long a process under load may take to hear a signal. */
const maxListenerMilliseconds = 30_000;
/** What is under way has this long from then on. */
const graceMilliseconds = 10_000;
/** Of a machine that is busy with other things too. */
const marginMilliseconds = 8000;
/** Ten seconds of a process that spins are ten times as much. */
const maxUsedAfterwards = 4000;

/** Plans a round: which processes, signal, clients and moment. */
export function planRound(number: number, random: () => number): RoundPlan {
  // The other rounds show how quickly a server ends.
  const isWaiting = number % 8 < 2;
  const present = Object.keys(manners)
    .filter(isManner)
    .filter((name) => isWaiting || !isStalled(name));
  return {
    workers: number % 2 === 0 ? 1 : 2,
    signal: random() < 0.5 ? "SIGTERM" : "SIGINT",
    isForAll: random() < 0.5,
    clients: Array.from({ length: 10 }, () => present[Math.floor(random() * present.length)] ?? "pipelined"),
    isWaiting,
    loadMilliseconds: Math.floor(random() * 400),
  };
}

function isManner(name: string): name is keyof typeof manners {
  return Object.hasOwn(manners, name);
}

function isStalled(name: keyof typeof manners): boolean {
  return "isStalled" in manners[name];
}

/** Starts `claimsmith serve` with these parameters, loads it, stops it, and watches how it ends. */
export async function stopRound(
  plan: RoundPlan,
  { parameters, random }: { readonly parameters: readonly string[]; readonly random: () => number },
): Promise<RoundOutcome> {
  const child = spawn(process.execPath, [...parameters, "--workers", String(plan.workers)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killAll = () => {
    for (const pid of processTree(child.pid ?? 0)) kill(pid, "SIGKILL");
  };
  process.once("exit", killAll);
  try {
    return await observe(plan, child, random);
  } finally {
    killAll();
    process.off("exit", killAll);
  }
}

async function observe(plan: RoundPlan, child: ChildProcess, random: () => number): Promise<RoundOutcome> {
  const failures: string[] = [];
  let end: { readonly code: number | null; readonly signal: string | null } | undefined;
  child.once("close", (code, signal) => {
    end = { code, signal };
  });
  const port = await portOf(child);
  const crowd = new Crowd(port, random);
  for (const name of plan.clients) crowd.add(name);
  const loaded = performance.now() + plan.loadMilliseconds;
  while (crowd.answers === 0 || performance.now() < loaded) await sleep(2);

  const processes = processTree(child.pid ?? 0);
  const usage = new Usage(processes);
  const signalled = performance.now();
  for (const pid of plan.isForAll ? processes : processes.slice(0, 1)) kill(pid, plan.signal);
  const listenerGoneAfter = await until(async () => end !== undefined || !(await isReachable(port)), {
    since: signalled,
    limit: maxListenerMilliseconds,
  });
  const usedBefore = usage.measure();
  const hasEnded = () => {
    usage.measure();
    return end !== undefined;
  };
  const limit = graceMilliseconds + marginMilliseconds;
  const endedAfter = await until(hasEnded, { since: performance.now(), limit });
  crowd.leave();
  const used = usage.measure();
  const usedAfterwards = used - usedBefore;
  if (listenerGoneAfter >= maxListenerMilliseconds)
    failures.push(`listens on ${maxListenerMilliseconds} ms after the signal`);
  if (end === undefined) failures.push(`has not ended ${limit} ms later`);
  else if (end.code !== 0) failures.push(`ended with ${end.code ?? end.signal}`);
  const left = end === undefined ? [] : processes.filter((pid) => usedMilliseconds(pid) !== undefined);
  if (left.length > 0) failures.push(`left ${left.length} processes behind`);
  if (usedAfterwards > maxUsedAfterwards)
    failures.push(`used ${usedAfterwards} ms of processor time without a listener`);
  return { plan, answers: crowd.answers, listenerGoneAfter, endedAfter, used, usedAfterwards, failures };
}

/** Waits until something is so, but not longer than the limit; returns how long it took, in milliseconds. */
async function until(
  isSo: () => boolean | Promise<boolean>,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<number> {
  const elapsed = () => Math.round(performance.now() - since);
  while (!(await isSo()) && elapsed() < limit) await sleep(10);
  return elapsed();
}

/** The port, once the command says that it listens. Rejects with its output when it ends instead. */
async function portOf(child: ChildProcess): Promise<number> {
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const [, port] = /listens on http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output) ?? [];
        if (port !== undefined) resolve(Number(port));
      });
    }
    child.once("close", () => reject(new Error(`it ended at its start: ${output}`)));
  });
}

function isReachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}
