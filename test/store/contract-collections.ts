import { type Document, declareCollection, type IndexValue } from "../../src/store/index.ts";

/** A document whose e-mail is unique in its organization, and whose external id, where it has one, is so too. */
export interface Member extends Document {
  readonly organization: string;
  readonly email: string;
  readonly external_id?: string | null;
  readonly created_at: number;
  readonly note: string;
}

export const members = declareCollection<Member>()({
  name: "members",
  version: 1,
  indexes: {
    email: { fields: ["organization", "email"], unique: true },
    external_id: { fields: ["organization", "external_id"], unique: true, sparse: true },
    created_at: { fields: ["organization", "created_at"] },
  },
});

/** A document that expires, with a hash that is unique among those that have not. */
export interface Token extends Document {
  readonly hash: string;
  readonly profile: string;
  readonly expires_at?: number | null;
}

export const tokens = declareCollection<Token>()({
  name: "tokens",
  version: 3,
  indexes: { hash: { fields: ["hash"], unique: true }, profile: { fields: ["profile"] } },
  expiresAt: "expires_at",
});

/** A document that is found by values of any kind. */
export interface Thing extends Document {
  readonly first: IndexValue;
  readonly second: IndexValue;
  readonly data?: unknown;
}

export const things = declareCollection<Thing>()({
  name: "things",
  version: 1,
  indexes: {
    both: { fields: ["first", "second"] },
    unique: { fields: ["second", "first"], unique: true },
  },
});

export const collections = [members, tokens, things];
