/*
 * Translators between the wire and a room name every field on both sides, so that a field that is added on one side alone
 * is a type error. They take an object apart by all of its fields, and return a literal of a declared type that has them all:
 *
 *   function readUser(body: Static<typeof userFields>): Required<UserDetails> {
 *     const { external_id: externalId, roles, ...rest } = body;
 *     rest satisfies NothingLeft;
 *     return { externalId, roles };
 *   }
 */

/** The rest of an object that was taken apart by all of its fields. */
export type NothingLeft = Record<string, never>;

/**
 * The type that an object of the type `Given` satisfies if it has all fields of `Asked`, be they optional, and no
 * other. It says nothing of their values: the object is one of `Asked` besides.
 */
export type Exactly<Asked, Given> = { readonly [Name in Exclude<NameIn<Given>, keyof Asked>]: never } & {
  readonly [Name in Exclude<keyof Asked, NameIn<Given>>]: unknown;
};

/** The name of a field that some member of a union has. */
type NameIn<Given> = Given extends unknown ? keyof Given : never;
