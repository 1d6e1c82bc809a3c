import { projectCollection, readConfiguration, systemScope } from "../../../projects/index.ts";
import { everyDocument, type Store, StoreUnavailableError } from "../../../store/index.ts";
import type { MasterKeys } from "../../../tokens/index.ts";
import { type CheckedOptions, readOptions } from "../../start/check-options.ts";
import { CleanUp } from "../../start/clean-up.ts";
import { createBackend } from "../../start/create-backend.ts";
import { findMasterKeys } from "../../start/find-master-keys.ts";
import { judgeKeyFile } from "../../start/judge-key-file.ts";
import { openExistingStore } from "../../start/open-store.ts";
import { processPacing } from "../../start/process-pacing.ts";
import { unwatchedKeySets } from "../../start/server-key-sets.ts";
import { StartError, type StartProblem } from "../../start/start-error.ts";
import { storeProblem } from "../../start/store-problem.ts";
import { locationOf, type StoreOptions } from "../beside-servers.ts";
import { checkClock } from "./check-clock.ts";
import { checkStoredConfiguration } from "./check-configuration.ts";
import { checkIssuer } from "./check-issuer.ts";
import { checkKeySets } from "./check-key-sets.ts";
import { checkMasterKeys, type MasterKeyFindings } from "./check-master-keys.ts";
import { checkSigningKeys, unjudgedSigningKeys } from "./check-signing-keys.ts";
import type { Finding } from "./finding.ts";

export { StartError } from "../../start/start-error.ts";
export type { Finding } from "./finding.ts";

/**
 * Looks a store over as servers with these options would find it, while some run on it or not, and changes nothing. What is
 * wrong with the store is a finding; what is wrong with the options themselves rejects with a `StartError`.
 */
export async function examineStore(given: StoreOptions): Promise<readonly Finding[]> {
  const { options, checked, warnings } = await readOptions(given);
  const cleanUp = new CleanUp();
  const findings = warnings.map(keyFileFinding("warning"));
  try {
    findings.push(...(await examineKeyFile(checked)));
    const store = await openExistingStore(locationOf(checked), checked, cleanUp);
    findings.push({
      check: "store",
      status: "ok",
      message: "is reachable, and has the collections and indexes of this version",
    });
    findings.push(await checkClock(locationOf(checked), checked.clock));
    const masterKey = await examineMasterKeys(options, checked, store);
    findings.push(...masterKey.findings);
    for await (const finding of projectFindings(store, checked, masterKey)) findings.push(finding);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const startError = storeProblem(error, checked.store);
    if (error.reason === "address") throw startError;
    for (const { message, help } of startError.problems) {
      findings.push({ check: "store", status: "failed", message, ...(help && { help }) });
    }
  } finally {
    await cleanUp.run();
  }
  return findings;
}

/** The finding of a file with a master key that others can read. */
function keyFileFinding(status: Finding["status"]): (problem: StartProblem) => Finding {
  return ({ message, help }) => ({ check: "master key", status, message, ...(help && { help }) });
}

/** What there is to say of the file that the store may keep its master key in. */
async function examineKeyFile(checked: CheckedOptions): Promise<readonly Finding[]> {
  try {
    return (await judgeKeyFile(locationOf(checked), checked)).map(keyFileFinding("warning"));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.problems.map(keyFileFinding("failed"));
  }
}

const masterKeyHelp = "give it the master keys that its servers have";

/** The findings about the master keys that a server would have, or why it would have none. */
async function examineMasterKeys(
  options: StoreOptions,
  checked: CheckedOptions,
  store: Store,
): Promise<MasterKeyFindings> {
  let masterKeys: MasterKeys;
  try {
    masterKeys = await findMasterKeys(options, checked, locationOf(checked));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const findings = error.problems.map(({ option, message, help = masterKeyHelp }): Finding => {
      const said = option === "masterKey" ? `CLAIMSMITH_MASTER_KEY: ${message}` : message;
      return { check: "master key", status: "failed", message: said, help };
    });
    return { findings, unopened: "all" };
  }
  return checkMasterKeys(
    createBackend(checked, { store, masterKeys, keySets: unwatchedKeySets(checked), afterwards: undefined }),
  );
}

async function* projectFindings(
  store: Store,
  checked: CheckedOptions,
  { unopened }: MasterKeyFindings,
): AsyncGenerator<Finding> {
  const { clock, publicUrl } = checked;
  const keySets = unwatchedKeySets(checked);
  const projects = store.scope(systemScope).collection(projectCollection);
  for await (const { id, vertical } of everyDocument(projects, "slugs", processPacing)) {
    const { configuration } = await readConfiguration(store.scope(id));
    const isJudged = unopened !== "all" && !unopened.has(id);
    yield isJudged ? await checkSigningKeys({ store, clock }, id) : unjudgedSigningKeys(id);
    yield checkIssuer(id, configuration, publicUrl);
    yield* checkStoredConfiguration({ id, vertical }, configuration);
    yield* await checkKeySets(id, configuration, keySets);
  }
}
