/** How many cases a property of the language tries: `CLAIMSMITH_RUNS`, by default 300. */
export const runs = Number(process.env.CLAIMSMITH_RUNS ?? 300);
