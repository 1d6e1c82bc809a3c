import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";
import type { Sealed } from "../tokens/index.ts";

/** The workspace, as the management API calls what stands above all projects: its key may change every one of them. */
export type Workspace = Document & {
  /** The id of its key. */
  readonly keyId: string;
  /** The key under which the secret is hashed: 32 random bytes, encrypted. */
  readonly secretKey: Sealed;
  /** The one secret. */
  readonly secrets: readonly [{ readonly hash: string }];
  readonly createdAt: EpochMilliseconds;
};

/** The one document of it, in the system's scope. */
export const workspaceCollection = declareCollection<Workspace>()({
  name: "workspaces",
  version: 1,
  indexes: {},
});

/** The id of that document. */
export const workspaceId = "workspace";
