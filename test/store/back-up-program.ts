import { existsSync } from "node:fs";
import { backUpEmbeddedStore } from "../../src/store/embedded/back-up-store.ts";

/* Backs a store up where files cannot grow, `back-up-program.ts FROM TO`, and prints what came of it. */
const [from = "", to = ""] = process.argv.slice(2);
const error: unknown = await backUpEmbeddedStore(from, to).catch((reason: unknown) => reason);
process.stdout.write(JSON.stringify({ reason: Object(error).reason, left: existsSync(to) }));
