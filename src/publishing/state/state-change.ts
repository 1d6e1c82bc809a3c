/** A part of a state, which is applied as a whole or not at all. */
export interface StatePart {
  readonly what: "project" | "configuration" | "profile" | "organization" | "member" | "user" | "secret";
  /** JSON Pointer of what declares it; for the configuration and the secret, of their project. A profile is a part of the configuration. */
  readonly pointer: string;
}

/** One thing that applying a state made or changed. */
export interface StateChange extends StatePart {
  readonly isNew: boolean;
  readonly projectId: string;
  /** Of the record or of the secret; of the project, if it is the configuration. */
  readonly id: string;
}
