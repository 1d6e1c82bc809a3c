import fc from "fast-check";
import { isStoreError, type NewDocument, type Store } from "../../src/store/index.ts";
import { type Token, tokens } from "./contract-collections.ts";

/** One step of a history: an operation, or time that passes. */
export type Step =
  | { readonly kind: "insert"; readonly document: NewDocument<Token> }
  | { readonly kind: "replace"; readonly document: Token }
  | { readonly kind: "delete" | "get"; readonly id: string }
  | { readonly kind: "findOne"; readonly hash: string }
  | { readonly kind: "find"; readonly profile: string }
  | { readonly kind: "pass"; readonly milliseconds: number }
  | { readonly kind: "sweep" };

const id = fc.constantFrom("a", "b", "c");
const hash = fc.constantFrom("x", "y", "");
const profile = fc.constantFrom("p", "q");
const expires_at = fc.option(fc.integer({ min: 0, max: 40 }));
const revision = fc.integer({ min: 1, max: 3 });

/** Few ids, few hashes and a short time, so that everything meets everything. */
export const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("insert" as const), document: fc.record({ id, hash, profile, expires_at }) }),
    fc.record({
      kind: fc.constant("replace" as const),
      document: fc.record({ id, hash, profile, expires_at, revision }),
    }),
    fc.record({ kind: fc.constantFrom("delete" as const, "get" as const), id }),
    fc.record({ kind: fc.constant("findOne" as const), hash }),
    fc.record({ kind: fc.constant("find" as const), profile }),
    fc.record({ kind: fc.constant("pass" as const), milliseconds: fc.integer({ min: 1, max: 15 }) }),
    fc.record({ kind: fc.constant("sweep" as const) }),
  ),
  { minLength: 20, maxLength: 60 },
);

/** What the contract says that each step answers. */
export function expectedAnswers(steps: readonly Step[]): readonly unknown[] {
  let documents: readonly Token[] = [];
  let now = 0;
  const isThere = ({ expires_at }: Token) => typeof expires_at !== "number" || now < expires_at;
  const store = (document: Token): Token => {
    documents = [...documents.filter((other) => other.id !== document.id && other.hash !== document.hash), document];
    return document;
  };
  return steps.map((step) => {
    const there = documents.filter(isThere);
    const current = "id" in step ? there.find((document) => document.id === step.id) : undefined;
    switch (step.kind) {
      case "insert":
        if (there.some((other) => other.id === step.document.id)) return "duplicate_key id";
        if (there.some((other) => other.hash === step.document.hash)) return "duplicate_key hash";
        return store({ ...step.document, revision: 1 });
      case "replace": {
        const { document } = step;
        if (there.find((other) => other.id === document.id)?.revision !== document.revision) return "conflict";
        if (there.some((other) => other.hash === document.hash && other.id !== document.id))
          return "duplicate_key hash";
        return store({ ...document, revision: document.revision + 1 });
      }
      case "delete":
        documents = documents.filter((document) => document.id !== step.id);
        return current !== undefined;
      case "get":
        return current;
      case "findOne":
        return there.find((document) => document.hash === step.hash);
      case "find":
        return there
          .filter((document) => document.profile === step.profile)
          .sort((left, right) => (left.id < right.id ? -1 : 1));
      case "pass":
        now += step.milliseconds;
        break;
      case "sweep":
        break;
    }
    return undefined;
  });
}

/** What a store answers, in a scope. */
export async function actualAnswers(
  store: Store,
  scope: string,
  time: { now: number },
  steps: readonly Step[],
): Promise<readonly unknown[]> {
  const collection = store.scope(scope).collection(tokens);
  const answer = async (step: Step): Promise<unknown> => {
    switch (step.kind) {
      case "insert":
        return collection.insert(step.document);
      case "replace":
        return collection.replace(step.document);
      case "delete":
        return collection.delete(step.id);
      case "get":
        return collection.get(step.id);
      case "findOne":
        return collection.findOne("hash", [step.hash]);
      case "find":
        return (await collection.find("profile", [step.profile], { limit: 10 })).items;
      case "pass":
        time.now += step.milliseconds;
        return undefined;
      case "sweep":
        await store.sweep(time.now, 10);
        return undefined;
    }
  };
  const answers: unknown[] = [];
  for (const step of steps) {
    answers.push(
      await answer(step).catch((error: unknown) => {
        if (!isStoreError(error)) throw error;
        return error.code === "duplicate_key" ? `${error.code} ${error.index}` : error.code;
      }),
    );
  }
  return answers;
}
