import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { invariant } from "../../language/invariant.ts";
import type { RandomBytes } from "../random.ts";

/** The reason why a text is no list of master keys. */
export interface MasterKeyError {
  readonly code: "master_key_missing" | "master_key_not_base64" | "master_key_wrong_size" | "master_key_repeated";
  /** One sentence, lower-case start, no final period; nothing of a key in it. */
  readonly message: string;
}

/** One master key. Its id says nothing about its bytes, and printing it shows none of them. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

const keyBytes = 32;

/** A new master key as `CLAIMSMITH_MASTER_KEY` has it: 32 random bytes in base64. */
export function generateMasterKey(random: RandomBytes): string {
  return Buffer.from(random(keyBytes)).toString("base64");
}

/** The keys that whatever is secret in the store is encrypted under: the first encrypts, all decrypt. */
export class MasterKeys {
  readonly #keys: readonly [MasterKey, ...MasterKey[]];

  private constructor(keys: readonly [MasterKey, ...MasterKey[]]) {
    this.#keys = keys;
  }

  /** Reads `CLAIMSMITH_MASTER_KEY`: 32 bytes in base64 (RFC 4648 §4), or several of them with commas between. */
  static parse(
    text: string,
  ): { readonly ok: true; readonly masterKeys: MasterKeys } | { readonly ok: false; readonly error: MasterKeyError } {
    const keys: MasterKey[] = [];
    for (const [index, encoded] of text.split(",").entries()) {
      const bytes = Buffer.from(encoded.trim(), "base64");
      const name = `the master key at index ${index}`;
      if (encoded.trim() === "") return refuse("master_key_missing", `${name} is empty`);
      if (bytes.toString("base64") !== encoded.trim()) return refuse("master_key_not_base64", `${name} is not base64`);
      if (bytes.length !== keyBytes) return refuse("master_key_wrong_size", `${name} is not ${keyBytes} bytes long`);
      const key = createSecretKey(bytes);
      const id = tagOf(key, "claimsmith master key id").toString("hex").slice(0, 16);
      if (keys.some((earlier) => earlier.id === id)) return refuse("master_key_repeated", `${name} is there twice`);
      keys.push({ id, key });
    }
    const [first, ...rest] = keys;
    invariant(first !== undefined, "a text that is split has a first part");
    return { ok: true, masterKeys: new MasterKeys([first, ...rest]) };
  }

  /** The key that encrypts. */
  get first(): MasterKey {
    return this.#keys[0];
  }

  /** The key of that id, if it is among them. */
  find(id: string): MasterKey | undefined {
    return this.#keys.find((key) => key.id === id);
  }

  /** What is stored beside all that is encrypted, so that a wrong key is recognised at the start. It says nothing about the first key, which it is of. */
  get checkValue(): string {
    return checkValueOf(this.first);
  }

  /** Whether one of the keys made that check value. Compares in constant time. */
  recognizes(checkValue: string): boolean {
    const given = Buffer.from(checkValue);
    return this.#keys.some((masterKey) => {
      const own = Buffer.from(checkValueOf(masterKey));
      return own.length === given.length && timingSafeEqual(own, given);
    });
  }
}

function checkValueOf({ key }: MasterKey): string {
  return tagOf(key, "claimsmith master key check").toString("base64url");
}

function tagOf(key: KeyObject, purpose: string): Buffer {
  return createHmac("sha256", key).update(purpose).digest();
}

function refuse(code: MasterKeyError["code"], message: string): { readonly ok: false; readonly error: MasterKeyError } {
  return { ok: false, error: { code, message } };
}
