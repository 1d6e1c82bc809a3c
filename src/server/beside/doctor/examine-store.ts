import { projectCollection, readConfiguration, systemScope } from "../../../projects/index.ts";
import { everyDocument, type Store, StoreUnavailableError } from "../../../store/index.ts";
import type { MasterKeys } from "../../../tokens/index.ts";
import { type CheckedOptions, checkOptions } from "../../start/check-options.ts";
import { CleanUp } from "../../start/clean-up.ts";
import { createBackend } from "../../start/create-backend.ts";
import { findMasterKeys } from "../../start/find-master-keys.ts";
import { openExistingStore } from "../../start/open-store.ts";
import { unwatchedKeySets } from "../../start/server-key-sets.ts";
import { StartError } from "../../start/start-error.ts";
import { storeProblem } from "../../start/store-problem.ts";
import { locationOf, type StoreOptions } from "../beside-servers.ts";
import { checkClock } from "./check-clock.ts";
import { checkIssuer } from "./check-issuer.ts";
import { checkKeySets } from "./check-key-sets.ts";
import { checkMasterKeys } from "./check-master-keys.ts";
import { checkSigningKeys } from "./check-signing-keys.ts";
import type { Finding } from "./finding.ts";

export { StartError } from "../../start/start-error.ts";
export type { Finding } from "./finding.ts";

/**
 * Looks a store over as servers with these options would find it, while some run on it or not, and changes nothing. What is
 * wrong with the store is a finding; what is wrong with the options themselves rejects with a `StartError`.
 */
export async function examineStore(options: StoreOptions): Promise<readonly Finding[]> {
  const checked = checkOptions(options);
  const cleanUp = new CleanUp();
  const findings: Finding[] = [];
  try {
    const store = await openExistingStore(locationOf(checked), checked, cleanUp);
    findings.push({
      check: "store",
      status: "ok",
      message: "is reachable, and has the collections and indexes of this version",
    });
    findings.push(await checkClock(locationOf(checked), checked.clock));
    const masterKeys = await foundMasterKeys(options, checked);
    if ("status" in masterKeys) findings.push(masterKeys);
    else
      findings.push(
        ...(await checkMasterKeys(createBackend(checked, { store, masterKeys, keySets: unwatchedKeySets(checked) }))),
      );
    for await (const finding of projectFindings(store, checked)) findings.push(finding);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const startError = storeProblem(error, checked.store);
    if (error.reason === "address") throw startError;
    const help = startError.problems[0]?.help;
    findings.push({ check: "store", status: "failed", message: error.message, ...(help && { help }) });
  } finally {
    await cleanUp.run();
  }
  return findings;
}

/** The master keys that a server would have, or why it would have none. */
async function foundMasterKeys(options: StoreOptions, checked: CheckedOptions): Promise<MasterKeys | Finding> {
  try {
    return await findMasterKeys(options, checked, locationOf(checked));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { check: "master key", status: "failed", message: `CLAIMSMITH_MASTER_KEY: ${error.problems[0]?.message}` };
  }
}

async function* projectFindings(store: Store, checked: CheckedOptions): AsyncGenerator<Finding> {
  const { clock, publicUrl } = checked;
  const keySets = unwatchedKeySets(checked);
  for await (const { id } of everyDocument(store.scope(systemScope).collection(projectCollection), "slugs")) {
    const { configuration } = await readConfiguration(store.scope(id));
    yield await checkSigningKeys({ store, clock }, id);
    yield checkIssuer(id, configuration, publicUrl);
    yield* await checkKeySets(id, configuration, keySets);
  }
}
