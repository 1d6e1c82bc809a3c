import { isStoreError, type Store } from "../../src/store/index.ts";
import { type Member, members } from "./contract-collections.ts";

/** What the process that runs a task can tell while it runs. */
export type Emit = (message: string) => void;

/** A member of one organization. */
export function member(id: string, fields: Partial<Omit<Member, "id" | "revision">> = {}): Omit<Member, "revision"> {
  return { id, organization: "acme", email: `${id}@example.com`, created_at: 0, note: "", ...fields };
}

/** Things that several processes do at once. Arguments and results are plain values. */
export const tasks = {
  /** Each of the writers inserts a document for each e-mail: the ids that were inserted, and the indexes that refused. */
  async race(store: Store, { label, writers, emails }: { label: string; writers: number; emails: readonly string[] }) {
    const collection = store.scope("race").collection(members);
    const won: string[] = [];
    const refusedBy: string[] = [];
    const write = async (writer: number) => {
      for (const email of emails) {
        try {
          won.push((await collection.insert(member(`${label}-${writer}-${email}`, { email }))).email);
        } catch (error) {
          if (!isStoreError(error) || error.code !== "duplicate_key") throw error;
          refusedBy.push(error.index);
        }
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    return { won, refusedBy };
  },

  /** Each of the writers adds one to a document's `created_at` so many times, each time by compare-and-set. */
  async count(store: Store, { id, writers, times }: { id: string; writers: number; times: number }) {
    const collection = store.scope("count").collection(members);
    let conflicts = 0;
    const addOne = async (): Promise<void> => {
      for (;;) {
        const before = await collection.get(id);
        if (before === undefined) throw new Error("the document is gone");
        try {
          await collection.replace({ ...before, created_at: before.created_at + 1 });
          return;
        } catch (error) {
          if (!isStoreError(error) || error.code !== "conflict") throw error;
          conflicts++;
        }
      }
    };
    const write = async () => {
      for (let time = 0; time < times; time++) await addOne();
    };
    await Promise.all(Array.from({ length: writers }, write));
    return conflicts;
  },

  /** Inserts documents and replaces one, without end; tells each that was acknowledged. */
  async pour(store: Store, { label, writers, note }: { label: string; writers: number; note: string }, emit: Emit) {
    const collection = store.scope("pour").collection(members);
    const write = async (writer: number) => {
      let counter = await collection.insert(member(`${label}-${writer}-counter`));
      for (let count = 1; ; count++) {
        const inserted = await collection.insert(member(`${label}-${writer}-${count}`, { created_at: count, note }));
        emit(inserted.id);
        counter = await collection.replace({ ...counter, created_at: count });
        emit(`${counter.id}=${counter.created_at}`);
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  },

  /** The document as this process sees it. */
  async look(store: Store, { id }: { id: string }) {
    return store.scope("look").collection(members).get(id);
  },

  /** The ids under an e-mail as this process sees them. */
  async lookUp(store: Store, { email }: { email: string }) {
    return (await store.scope("look").collection(members).findOne("email", ["acme", email]))?.id;
  },

  /** Stores a new state of the document, whatever it is now. */
  async note(store: Store, { id, note }: { id: string; note: string }) {
    const collection = store.scope("look").collection(members);
    const before = await collection.get(id);
    return before === undefined ? collection.insert(member(id, { note })) : collection.replace({ ...before, note });
  },
} as const;

export type Tasks = typeof tasks;
