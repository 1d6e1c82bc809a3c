import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";
import type { Sealed } from "../tokens/index.ts";
import type { ProjectVerticalId } from "./vertical.ts";

/** The purpose of a project, trials or earnest; ids say it. */
export type ProjectEnvironment = "test" | "live";

/** One environment of a project as the management API calls it: what credentials are for, and what all data belongs to. */
export type Project = Document & {
  readonly vertical: ProjectVerticalId;
  readonly environment: ProjectEnvironment;
  readonly projectSlug: string;
  readonly environmentSlug: string;
  /** The key under which the secrets are hashed: 32 random bytes, encrypted. */
  readonly secretKey: Sealed;
  readonly secrets: readonly ProjectSecret[];
  readonly createdAt: EpochMilliseconds;
};

/** A secret of a project. The text is not kept. */
export interface ProjectSecret {
  readonly secretId: string;
  /** HMAC-SHA-256 under the project's secret key, base64url. */
  readonly hash: string;
  readonly lastFour: string;
  /** Whether a declared state gave it, which then also replaces it. */
  readonly isDeclared: boolean;
  readonly createdAt: EpochMilliseconds;
}

/** The scope that stands above all projects. No project has it: their ids begin with `project-`. */
export const systemScope = "claimsmith";

/** The projects, in the system's scope, by project id. */
export const projectCollection = declareCollection<Project>()({
  name: "projects",
  version: 1,
  indexes: { slugs: { fields: ["projectSlug", "environmentSlug"], unique: true } },
});
