import type { JsonObject } from "../../../src/language/json.ts";
import type { Backend } from "../../../src/projects/index.ts";
import { attest, type Session, sessionCollection } from "../../../src/sessions/index.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { sessionWorld, type WorldOptions } from "./session-world.ts";

const claimsOfAda = { email: "ada@example.com", sub: "ada", org: "acme-1" };

/** A project with a session of Ada, and what its requests come to. */
export async function busyMember(options: WorldOptions = {}) {
  const counts = { evaluations: 0, ended: 0, finds: 0, gets: 0 };
  const left = new Map<string, () => Promise<void>>();
  const wrap = (backend: Backend): Backend => ({
    ...backend,
    store: recordedStore(
      backend.store,
      () => {},
      () => {
        counts.gets++;
      },
      () => {
        counts.finds++;
      },
    ).store,
    afterwards: { soon: (name, work) => void left.set(name, work) },
    observer: {
      begin(work) {
        if (work === "evaluate") counts.evaluations++;
        return () => {};
      },
      sessionStarted() {},
      oldestSessionsEnded(_, count) {
        counts.ended += count;
      },
      trustedTokenRefused() {},
    },
  });
  const world = await sessionWorld({ ...options, wrap });
  const open = async (claims?: JsonObject) => {
    const token = await world.token(claimsOfAda);
    const answer = await attest(await world.context(), { profile_id: "profile", token, session_custom_claims: claims });
    if (answer.minted === undefined) throw new Error("the session is there");
    return { subject: answer.subject, organization: answer.organization, ...answer.minted };
  };
  const first = await open();
  const context = await world.context();
  const { scope } = context;
  const sessions = scope.collection(sessionCollection);
  return {
    world,
    context,
    counts,
    left,
    open,
    first,
    /** Stores so many more sessions, of which each began a second after the one before, beginning at a time. */
    async store(count: number, startedAt: number, change: Partial<Session> = {}) {
      const { revision: _, ...session } = first.session;
      const make = (index: number) => ({
        ...session,
        ...change,
        id: `${session.id}-${startedAt}-${index}`,
        tokenHash: `hash-${startedAt}-${index}`,
        startedAt: startedAt + index * 1000,
      });
      const all = Array.from({ length: count }, (_, index) => make(index));
      await Promise.all(all.map((each) => sessions.insert(each)));
      return all.map(({ id }) => id);
    },
    async stored() {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await sessions.find("subject", [], { limit: 1000, ...(after === undefined ? {} : { after }) });
        ids.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      return ids;
    },
  };
}
