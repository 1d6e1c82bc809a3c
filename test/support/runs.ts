import { effort } from "./lanes/effort.ts";

/** How many cases a property of the language tries: `CLAIMSMITH_RUNS`, by default 300, and 10 000 in the long lane. */
export const runs = Number(process.env.CLAIMSMITH_RUNS ?? effort(300, 10_000));
