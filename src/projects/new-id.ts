import { type RandomBytes, randomUuid } from "../tokens/index.ts";
import type { ProjectEnvironment } from "./project.ts";

/** The beginnings of ids, one for each kind. */
export const idKinds = [
  "project",
  "secret-id",
  "trusted-auth-token-profile",
  "pem-file",
  "audit-entry",
  "organization",
  "member",
  "user",
  "session",
  "email",
  "phone-number",
] as const;

/** The kind of an id: what it begins with. */
export type IdKind = (typeof idKinds)[number];

/** A new id: `<kind>-<environment>-<uuid>`. */
export function newId(
  kind: IdKind,
  { environment, random }: { readonly environment: ProjectEnvironment; readonly random: RandomBytes },
): string {
  return `${kind}-${environment}-${randomUuid(random)}`;
}
