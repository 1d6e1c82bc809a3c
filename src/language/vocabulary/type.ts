/**
 * The type of a value: a union of atoms, together with bounds that hold for every value of it.
 * No atom at all is `never`. "May be missing" is the atom `null`, because a missing value is null in the language.
 */
export interface Type {
  readonly atoms: readonly Atom[];
}

export type Atom = NullAtom | BooleanAtom | NumberAtom | StringAtom | ListAtom | ObjectAtom | AnyAtom;

export type Kind = "null" | "boolean" | "number" | "string" | "list" | "object";

/** Bounds of the minified JSON text in UTF-8 bytes, quotes and brackets included; `Infinity` where nothing bounds it. */
interface Sized {
  readonly leastBytes: number;
  readonly greatestBytes: number;
}

export interface NullAtom extends Sized {
  readonly kind: "null";
}

export interface BooleanAtom extends Sized {
  readonly kind: "boolean";
  /** The values it can have: one or both. */
  readonly values: readonly boolean[];
}

export interface NumberAtom extends Sized {
  readonly kind: "number";
  /** Finite, as `greatest`. */
  readonly least: number;
  readonly greatest: number;
  /** Whether every value is a whole number. */
  readonly integer: boolean;
  /** The only values there are, if they are known one by one. */
  readonly values?: readonly number[];
}

export interface StringAtom extends Sized {
  readonly kind: "string";
  /** In code points. */
  readonly leastLength: number;
  /** In code points; `Infinity` where only `greatestBytes`, or nothing, bounds it. */
  readonly greatestLength: number;
  /** The only values there are, if they are known one by one. */
  readonly values?: readonly string[];
}

export interface ListAtom extends Sized {
  readonly kind: "list";
  /** The types of the first elements, one by one. */
  readonly prefix: readonly Type[];
  /** The type of every further element; `never` if there is none. */
  readonly items: Type;
  readonly leastItems: number;
  readonly greatestItems: number;
}

export interface ObjectAtom extends Sized {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** The type of what `properties` does not name; `never` if nothing else can be there. */
  readonly additional: Type;
  /** A user can write what `properties` does not name. */
  readonly additionalUserWritable: boolean;
  /** Whether a template may read a property that `properties` does not name. */
  readonly open: boolean;
}

export interface Property {
  readonly type: Type;
  readonly required: boolean;
  /** A user can write it, and all that is inside, which does not say so again: `x-user-writable` in its schema. */
  readonly userWritable: boolean;
}

/** Any JSON value but null: what no schema describes. */
export interface AnyAtom extends Sized {
  readonly kind: "any";
}
