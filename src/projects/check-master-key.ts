import { ConflictError, type Document, DuplicateKeyError, declareCollection } from "../store/index.ts";
import type { MasterKeys } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
import { systemScope } from "./project.ts";

/** What every master key that ever encrypted something in this store is recognised by. */
export type MasterKeyCheck = Document & { readonly checkValues: readonly string[] };

/** The one document of it, in the system's scope. */
export const masterKeyCheckCollection = declareCollection<MasterKeyCheck>()({
  name: "master_key_checks",
  version: 1,
  indexes: {},
});

const checkId = "master_key";

/**
 * What master keys are to a store: `wrong` where a key that has encrypted something in it is not among them; `in use` where
 * servers encrypt with the first one; `new` where none has started with that as the first one yet.
 */
export type MasterKeyStanding = "wrong" | "in use" | "new";

/** What the master keys are to the store. Nothing is written. */
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
export async function checkMasterKey({ store, masterKeys }: Backend): Promise<void> {
  const checks = store.scope(systemScope).collection(masterKeyCheckCollection);
  for (;;) {
    const known = await checks.get(checkId);
    const checkValues = known?.checkValues ?? [];
    switch (standingOf(checkValues, masterKeys)) {
      case "wrong":
        throw mismatch();
      case "in use":
        return;
      case "new":
    }
    const next = { id: checkId, checkValues: [...checkValues, masterKeys.checkValue] };
    try {
      if (known === undefined) await checks.insert(next);
      else await checks.replace({ ...next, revision: known.revision });
      return;
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof DuplicateKeyError)) throw error;
    }
  }
}

/**
 * To be called when everything is encrypted under the first master key: from now on the store wants that one alone. Returns
 * how many others it wanted. Rejects with a `MasterKeyMismatchError` when one of them is not among those given.
 */
export async function forgetOtherMasterKeys({ store, masterKeys }: Backend): Promise<number> {
  const checks = store.scope(systemScope).collection(masterKeyCheckCollection);
  for (;;) {
    const known = await checks.get(checkId);
    const checkValues = known?.checkValues ?? [];
    if (standingOf(checkValues, masterKeys) === "wrong") throw mismatch();
    const others = checkValues.filter((value) => value !== masterKeys.checkValue);
    if (known === undefined || others.length === 0) return 0;
    try {
      await checks.replace({ ...known, checkValues: [masterKeys.checkValue] });
      return others.length;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

function mismatch(): MasterKeyMismatchError {
  return new MasterKeyMismatchError("the store was written under a master key that is not among those given");
}
