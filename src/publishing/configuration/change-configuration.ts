import { invariant } from "../../language/invariant.ts";
import type { Configuration, ProjectContext } from "../../projects/index.ts";
import { type PublicationErrorOptions, publicationError } from "./publication-error.ts";
import { type Publication, publishConfiguration } from "./publish-configuration.ts";

/** A change that a request asks for. */
export interface RequestedChange extends Pick<PublicationErrorOptions, "part" | "fieldOf"> {
  /** For the audit log: the id of the key that asks. */
  readonly actor: string;
  /** Whether it is made though members or users who get claims now would get none. Not unless given. */
  readonly isForced?: boolean;
  /** May throw an `ApiError`; made anew where another change came first. */
  readonly change: (before: Configuration) => Configuration;
}

/** A change that has been made. */
export interface ChangedConfiguration {
  readonly configuration: Configuration;
  readonly publication: Publication & { readonly ok: true };
}

/** Publishes a change. Rejects with the `ApiError` of what is wrong with it; nothing is changed then. */
export async function changeConfiguration(
  { backend, project }: ProjectContext,
  { actor, isForced = false, change, part, fieldOf }: RequestedChange,
): Promise<ChangedConfiguration> {
  let configuration: Configuration | undefined;
  const noted = (before: Configuration) => {
    configuration = change(before);
    return configuration;
  };
  const publication = await publishConfiguration(backend, project, noted, { actor, isForced });
  invariant(configuration !== undefined, "a publication makes the change");
  if (publication.ok) return { configuration, publication };
  throw publicationError(publication.problems, { part, configuration, fieldOf });
}
