import { compareAndSet, type Document, declareCollection, type NewDocument } from "../store/index.ts";
import type { MasterKeys } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
import { systemScope } from "./project.ts";
import { settling } from "./settling.ts";

/** The values by which every master key that ever encrypted something in this store is recognised. */
export type MasterKeyCheck = Document & { readonly checkValues: readonly string[] };

/** The one document of it, in the system's scope. */
export const masterKeyCheckCollection = declareCollection<MasterKeyCheck>()({
  name: "master_key_checks",
  version: 1,
  indexes: {},
});

const checkId = "master_key";

/**
 * The standing of master keys with a store: `wrong` where a key that has encrypted something in it is not among them;
 * `in use` where servers encrypt with the first one; `new` where none has started with that as the first one yet.
 */
export type MasterKeyStanding = "wrong" | "in use" | "new";

/** The standing of the backend's master keys with its store. Nothing is written. */
export async function masterKeyStanding({ store, masterKeys }: Backend): Promise<MasterKeyStanding> {
  const known = await store.scope(systemScope).collection(masterKeyCheckCollection).get(checkId);
  return standingOf(known?.checkValues ?? [], masterKeys);
}

function standingOf(checkValues: readonly string[], masterKeys: MasterKeys): MasterKeyStanding {
  if (!checkValues.every((value) => masterKeys.recognizes(value))) return "wrong";
  return checkValues.includes(masterKeys.checkValue) ? "in use" : "new";
}

/**
 * To be called when a server starts: notes the first master key as one that encrypts from now on. Rejects with a
 * `MasterKeyMismatchError` when a key that has encrypted something in the store is not among those given; nothing is
 * written then.
 */
export async function checkMasterKey(backend: Backend): Promise<void> {
  const { masterKeys } = backend;
  await changeCheckValues(backend, (checkValues) =>
    standingOf(checkValues, masterKeys) === "in use" ? undefined : [...checkValues, masterKeys.checkValue],
  );
}

/**
 * To be called when everything is encrypted under the first master key: from now on the store wants that one alone. Returns
 * how many others it wanted. Rejects with a `MasterKeyMismatchError` when one of them is not among those given.
 */
export async function forgetOtherMasterKeys(backend: Backend): Promise<number> {
  const { checkValue } = backend.masterKeys;
  let forgotten = 0;
  await changeCheckValues(backend, (checkValues) => {
    forgotten = checkValues.filter((value) => value !== checkValue).length;
    return forgotten === 0 ? undefined : [checkValue];
  });
  return forgotten;
}

/** Changes the values unless the master keys are wrong; `undefined` leaves them as they are. */
async function changeCheckValues(
  backend: Backend,
  change: (checkValues: readonly string[]) => readonly string[] | undefined,
): Promise<void> {
  const checks = backend.store.scope(systemScope).collection(masterKeyCheckCollection);
  const next = (known: MasterKeyCheck | undefined): NewDocument<MasterKeyCheck> | undefined => {
    const before = known?.checkValues ?? [];
    if (standingOf(before, backend.masterKeys) === "wrong") throw mismatch();
    const checkValues = change(before);
    return checkValues && { id: checkId, checkValues };
  };
  await compareAndSet(checks, checkId, next, settling(backend));
}

function mismatch(): MasterKeyMismatchError {
  return new MasterKeyMismatchError("the store was written under a master key that is not among those given");
}
