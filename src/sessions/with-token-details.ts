import { isDeepStrictEqual } from "node:util";
import { mergePatch } from "../claims/index.ts";
import { changedSubject, type GivenNameParts, readMetadata, type Subject } from "../directory/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import type { ProjectContext } from "../projects/index.ts";
import type { TrustedAttributes } from "../tokens/index.ts";
import { namingAttribute } from "./naming-attribute.ts";

/**
 * A member or user with what its token says of it: the name, if it has none yet, and the trusted metadata, merged into
 * what is there. The very same record where that changes nothing. Throws what `changedSubject` throws, with the attribute.
 */
export function withTokenDetails(context: ProjectContext, subject: Subject, attributes: TrustedAttributes): Subject {
  const name = nameChange(subject, attributes.name);
  const metadata = metadataChange(subject, attributes.trustedMetadata);
  const named = name === undefined ? subject : namingAttribute("name", () => changedSubject(context, subject, name));
  if (metadata === undefined) return named;
  return namingAttribute("trusted_metadata", () => changedSubject(context, named, { trustedMetadata: metadata }));
}

interface NameChange {
  readonly name?: string;
  readonly nameParts?: GivenNameParts;
}

function nameChange(subject: Subject, given: TrustedAttributes["name"]): NameChange | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "string") return subject.name === "" && given !== "" ? { name: given } : undefined;
  const isUnset = Object.values(subject.nameParts).every((part) => part === "");
  const nameParts = {
    firstName: textOf(given.first_name),
    middleName: textOf(given.middle_name),
    lastName: textOf(given.last_name),
  };
  return isUnset && Object.values(nameParts).some((part) => part !== "") ? { nameParts } : undefined;
}

function textOf(part: Json | undefined): string {
  return typeof part === "string" ? part : "";
}

/**
 * A merge patch as a change that the API takes, which replaces the value of a key as a whole; `undefined` where the patch
 * changes nothing.
 */
function metadataChange({ trustedMetadata }: Subject, patch: JsonObject | undefined): JsonObject | undefined {
  if (patch === undefined) return undefined;
  const before = readMetadata(trustedMetadata);
  const after = mergePatch(before, patch);
  if (!isJsonObject(after) || isDeepStrictEqual(before, after)) return undefined;
  const changes = Object.keys(patch).map((key): [string, Json] => [
    key,
    Object.hasOwn(after, key) ? (after[key] ?? null) : null,
  ]);
  return Object.fromEntries(changes);
}
