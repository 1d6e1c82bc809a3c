import type { Givable } from "../../src/claims/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/language/json.ts";

/** A claim that the session gives: a value in the place of the template's, or members beside the template's. */
type Own = { readonly value: Json } | { readonly members: Map<string, Own> };

/**
 * What a session's custom claims come to, told in another way than patches do: what of templates is deleted for good, and
 * what the session gives itself.
 */
export class PlainSession {
  readonly #deleted = new Set<string>();
  readonly #own = new Map<string, Own>();

  /** The session is sent claims while a template is published that may give these. */
  send(request: JsonObject, givable: Givable): void {
    this.#change(this.#own, request, [], givable);
  }

  /** The claims of its token where the template gives these. */
  claims(given: JsonObject): JsonObject {
    return overlaid(this.#without(given, []), this.#own);
  }

  #change(own: Map<string, Own>, request: JsonObject, path: readonly string[], givable: Givable | undefined): void {
    for (const [key, update] of Object.entries(request)) {
      const at = [...path, key];
      const below = givable?.member(key);
      this.#note(update, at, below);
      const before = own.get(key);
      if (update === null) own.delete(key);
      else if (!isJsonObject(update)) own.set(key, { value: update });
      else if (before !== undefined && "value" in before) own.set(key, { value: merged(before.value, update) });
      else {
        const members = before?.members ?? new Map<string, Own>();
        own.set(key, { members });
        this.#change(members, update, at, below);
      }
    }
  }

  /** Notes what an update deletes of what the template may give. */
  #note(update: Json, path: readonly string[], givable: Givable | undefined): void {
    if (givable === undefined) return;
    if (update === null) this.#deleted.add(JSON.stringify(path));
    if (!isJsonObject(update)) return;
    for (const [key, member] of Object.entries(update)) this.#note(member, [...path, key], givable.member(key));
  }

  #without(given: JsonObject, path: readonly string[]): JsonObject {
    const left = Object.entries(given).flatMap(([key, member]): [string, Json][] => {
      const at = [...path, key];
      if (this.#deleted.has(JSON.stringify(at))) return [];
      return [[key, isJsonObject(member) ? this.#without(member, at) : member]];
    });
    return Object.fromEntries(left);
  }
}

function overlaid(given: Json | undefined, own: ReadonlyMap<string, Own>): JsonObject {
  const claims = new Map(Object.entries(given !== undefined && isJsonObject(given) ? given : {}));
  for (const [key, claim] of own) {
    claims.set(key, "value" in claim ? claim.value : overlaid(claims.get(key), claim.members));
  }
  return Object.fromEntries(claims);
}

function merged(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const members = new Map(Object.entries(target !== undefined && isJsonObject(target) ? target : {}));
  for (const [key, update] of Object.entries(patch)) {
    if (update === null) members.delete(key);
    else members.set(key, merged(members.get(key), update));
  }
  return Object.fromEntries(members);
}
