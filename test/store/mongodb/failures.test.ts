import { inspect } from "node:util";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Collection,
  ConflictError,
  type NewDocument,
  type Store,
  StoreUnavailableError,
} from "../../../src/store/index.ts";
import { openMongoStore } from "../../../src/store/mongodb/open-mongo-store.ts";
import { eventually } from "../../support/eventually.ts";
import { type CommandFailure, failCommands } from "../../support/mongodb/fail-commands.ts";
import { type Fate, MongodbProxy } from "../../support/mongodb/proxy.ts";
import { describeWithMongodb } from "../../support/mongodb.ts";
import { collections, type Member, members } from "../contract-collections.ts";
import { member } from "../contract-tasks.ts";
import { openStore } from "../mongodb-adapter.ts";

const clock = () => 1_000_000;

const outcomeOf = (operation: Promise<unknown>) =>
  operation.catch((error: unknown) =>
    error instanceof StoreUnavailableError
      ? error.reason
      : error instanceof Error && "code" in error
        ? error.code
        : error,
  );

describeWithMongodb("a store on a MongoDB that fails", (mongodb) => {
  let direct: string;
  let proxy: MongodbProxy;
  let admin: MongoClient;
  let store: Store;
  /** The same documents by an undisturbed way. */
  let others: Collection<Member, keyof typeof members.indexes & string>;
  let collection: typeof others;
  let closings: (() => Promise<unknown>)[];

  beforeEach(async () => {
    direct = mongodb.database();
    proxy = await MongodbProxy.start(direct);
    admin = new MongoClient(direct);
    const undisturbed = await openStore(direct, { clock, collections });
    others = undisturbed.scope("s").collection(members);
    store = await openDisturbed({ serverSelectionTimeoutMS: "60000" });
    collection = store.scope("s").collection(members);
    closings = [
      () => store.close(),
      () => undisturbed.close(),
      () => proxy.cut(),
      () => mongodb.remove(direct),
      () => admin.close(),
    ];
  });
  afterEach(async () => {
    for (const close of closings) await close();
  });

  const openDisturbed = (options: Readonly<Record<string, string>>) =>
    openStore(proxy.uri(direct, { appName: "disturbed", ...options }), { clock, collections });

  /** What becomes of the commands of that name, one after the other; those after them pass. */
  const disturb = (name: string, fates: readonly (Fate | ((replayFirst: () => Promise<void>) => Promise<Fate>))[]) => {
    const left = [...fates];
    let replayFirst: (() => Promise<void>) | undefined;
    proxy.intercept = async (command, replay) => {
      if (command !== name) return "pass";
      replayFirst ??= replay;
      const fate = left.shift() ?? "pass";
      return typeof fate === "string" ? fate : fate(replayFirst);
    };
    return left;
  };
  const stored = () => admin.db().collection("members").countDocuments();
  /** Replaces the document by the undisturbed way. */
  const touch = async (id: string) => {
    const before = await others.get(id);
    if (before !== undefined) await others.replace({ ...before, note: "touched" });
  };
  const insertFirst = async (fields: Partial<NewDocument<Member>> = {}) => others.insert(member("m", fields));

  /** Has the server fail the next commands of the store: of its connections alone, by the name of its application. */
  const fail = async (
    skip: (note?: string) => void,
    times: number,
    failure: Omit<CommandFailure, "times" | "appName">,
  ) => {
    closings.unshift(await failCommands(admin, skip, { ...failure, times, appName: "disturbed" }));
  };

  describe("an answer that is lost", () => {
    test.each<readonly Fate[]>([
      ["lose answer"],
      ["lose command"],
      // The driver tries twice.
      ["lose answer", "lose answer"],
      ["lose command", "lose command"],
      ["lose command", "lose answer"],
      ["lose answer", "lose command", "lose command", "lose command"],
      ["lose command", "lose command", "lose command", "lose answer"],
    ])("is that of an insert, which takes place once: %s %s %s %s", async (...fates) => {
      const left = disturb("insert", fates);
      expect(await collection.insert(member("m"))).toEqual({ ...member("m"), revision: 1 });
      expect(await others.get("m")).toEqual({ ...member("m"), revision: 1 });
      expect([left, await stored()]).toEqual([fates.slice(fates.length - left.length), 1]);
      expect(await outcomeOf(collection.insert(member("m")))).toBe("duplicate_key");
    });

    test.each<readonly Fate[]>([
      ["lose answer"],
      ["lose answer", "lose answer"],
      ["lose command", "lose command"],
      ["lose command", "lose command", "lose command", "lose answer"],
    ])("is that of a replacement, which takes place once: %s %s %s %s", async (...fates) => {
      const first = await insertFirst();
      disturb("update", fates);
      expect(await collection.replace({ ...first, note: "new" })).toEqual({ ...first, note: "new", revision: 2 });
      expect(await others.get("m")).toEqual({ ...first, note: "new", revision: 2 });
      expect(await outcomeOf(collection.replace({ ...first, note: "again" }))).toBe("conflict");
    });

    test("is that of an insert, whose command the server carries out only when it is tried again", async () => {
      disturb("insert", [
        ...["lose command" as const, "lose command" as const],
        async (replayFirst) => {
          await replayFirst();
          return "pass";
        },
      ]);
      expect(await collection.insert(member("m"))).toEqual({ ...member("m"), revision: 1 });
      expect(await others.get("m")).toEqual({ ...member("m"), revision: 1 });
    });

    test("is that of a replacement, whose command the server carries out only when it is tried again", async () => {
      const first = await insertFirst();
      disturb("update", [
        ...["lose command" as const, "lose command" as const],
        async (replayFirst) => {
          await replayFirst();
          return "pass";
        },
      ]);
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ note: "new", revision: 2 });
      expect(await others.get("m")).toMatchObject({ note: "new", revision: 2 });
    });

    test("says nothing when the document has been written since: the insert may or may not have been", async () => {
      disturb("insert", [
        "lose command",
        async (replayFirst) => {
          await replayFirst();
          await touch("m");
          return "lose command";
        },
      ]);
      expect(await outcomeOf(collection.insert(member("m")))).toBe("failed");
      disturb("insert", [
        ...["lose command" as const, "lose command" as const],
        async (replayFirst) => {
          await replayFirst();
          await touch("late");
          return "pass";
        },
      ]);
      expect(await outcomeOf(collection.insert(member("late")))).toBe("failed");
      expect([await others.get("m"), await others.get("late")]).toMatchObject([
        { note: "touched" },
        { note: "touched" },
      ]);
    });

    test("says nothing when the document has been written since: the replacement may or may not have been", async () => {
      const first = await insertFirst();
      disturb("update", [
        "lose command",
        async () => {
          await touch("m");
          await touch("m");
          return "lose command";
        },
      ]);
      expect(await outcomeOf(collection.replace({ ...first, note: "new" }))).toBe("failed");
      const third = await others.get("m");
      expect(third).toMatchObject({ note: "touched", revision: 3 });
      if (third === undefined) return;
      disturb("update", [
        ...["lose command" as const, "lose command" as const],
        async () => {
          await others.delete("m");
          await insertFirst();
          return "pass";
        },
      ]);
      expect(await outcomeOf(collection.replace({ ...third, note: "new" }))).toBe("failed");
      expect(await others.get("m")).toEqual(first);
    });

    test("is a conflict when another replacement has taken the place, or the document is gone", async () => {
      const first = await insertFirst();
      disturb("update", [
        "lose command",
        async () => {
          await touch("m");
          return "lose command";
        },
      ]);
      await expect(collection.replace({ ...first, note: "new" })).rejects.toEqual(new ConflictError("members"));
      const second = await others.get("m");
      expect(second).toMatchObject({ note: "touched", revision: 2 });
      if (second === undefined) return;
      disturb("update", [
        "lose command",
        async () => {
          await others.delete("m");
          return "lose command";
        },
      ]);
      await expect(collection.replace({ ...second, note: "new" })).rejects.toEqual(new ConflictError("members"));
      expect(await others.get("m")).toBeUndefined();
    });

    test("is a duplicate key when another document has taken the place", async () => {
      const take = (id: string) => async (): Promise<Fate> => {
        await others.insert(member(id, { email: "same" }));
        return "lose command";
      };
      disturb("insert", ["lose command", take("other")]);
      await expect(collection.insert(member("m", { email: "same" }))).rejects.toMatchObject({ index: "email" });
      expect(await others.get("m")).toBeUndefined();
      disturb("insert", ["lose command", take("n")]);
      await others.delete("other");
      await expect(collection.insert(member("n"))).rejects.toMatchObject({ index: "id" });
    });

    test("is given up after some tries", async () => {
      const left = disturb("insert", Array(100).fill("lose command"));
      expect(await outcomeOf(collection.insert(member("m")))).toBe("failed");
      expect(left.length).toBe(90);
      expect(await others.get("m")).toBeUndefined();
    });

    test("is not lost by a read", async () => {
      const first = await insertFirst();
      disturb("find", ["lose command"]);
      expect(await collection.get("m")).toEqual(first);
      disturb("find", ["lose command", "lose answer"]);
      expect(await outcomeOf(collection.get("m"))).toBe("failed");
    });
  });

  describe("a server that refuses", () => {
    const NotWritablePrimary = 10107;
    const WriteConcernTimeout = 64;

    test.for([1, 2, 3])("%i writes, as a deposed primary does, has them tried again", async (times, { skip }) => {
      await fail(skip, times, { failCommands: ["insert", "update"], errorCode: NotWritablePrimary });
      const first = await collection.insert(member("m"));
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ revision: 2 });
      expect(await others.get("m")).toMatchObject({ note: "new", revision: 2 });
    });

    test.for([1, 2, 3])("%i writes by breaking the connection has them tried again", async (times, { skip }) => {
      await fail(skip, times, { failCommands: ["insert", "update"], closeConnection: true });
      const first = await collection.insert(member("m"));
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ revision: 2 });
      expect(await others.get("m")).toMatchObject({ note: "new", revision: 2 });
    });

    test("all writes fails them, and is served by when it takes them again", async ({ skip }) => {
      await fail(skip, 1000, { failCommands: ["insert", "update", "delete"], errorCode: NotWritablePrimary });
      const first = await insertFirst();
      const failed = await Promise.all([
        outcomeOf(collection.insert(member("n"))),
        outcomeOf(collection.replace({ ...first, note: "new" })),
        outcomeOf(collection.delete("m")),
      ]);
      expect(failed).toEqual(["failed", "failed", "failed"]);
      expect(await collection.get("m")).toEqual(first);
      await closings.shift()?.();
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ revision: 2 });
    });

    test("to say that a majority has a write has it looked up", async ({ skip }) => {
      const writeConcernError = { code: WriteConcernTimeout, errmsg: "waiting for replication timed out" };
      await fail(skip, 2, { failCommands: ["insert", "update"], writeConcernError });
      const first = await collection.insert(member("m"));
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ note: "new", revision: 2 });
      expect(await others.get("m")).toMatchObject({ note: "new", revision: 2 });
    });
  });

  describe("a server that is away", () => {
    /** A store that does not wait for it, and its operations. */
    const openHasty = async (options: Readonly<Record<string, string>>) => {
      const hasty = await openDisturbed(options);
      closings.unshift(() => hasty.close());
      return { hasty, there: hasty.scope("s").collection(members) };
    };

    test("fails each operation after a while, and serves again when it is back", async () => {
      const first = await insertFirst();
      const { hasty, there } = await openHasty({ serverSelectionTimeoutMS: "500" });
      await proxy.cut();
      const operations = [
        there.get("m"),
        there.find("email", [], { limit: 1 }),
        there.findOne("email", ["acme", "m"]),
        there.insert(member("n")),
        there.replace({ ...member("m"), revision: 1 }),
        there.delete("n"),
        hasty.sweep(clock(), 1),
      ];
      expect(await Promise.all(operations.map(outcomeOf))).toEqual(Array(7).fill("failed"));
      await expect(there.get("m")).rejects.toThrow(
        /^the store at `127\.0\.0\.1:\d+\/claimsmith-test-.*` cannot be reached: /,
      );
      await proxy.restore();
      await eventually(async () => (await outcomeOf(there.get("m"))) !== "failed");
      expect(await there.get("m")).toEqual(first);
      expect(await collection.replace({ ...first, note: "new" })).toMatchObject({ revision: 2 });
    });

    test("may come back while an operation waits for it", async () => {
      const first = await insertFirst();
      await proxy.cut();
      const reading = collection.get("m");
      const writing = collection.insert(member("n"));
      await proxy.restore();
      expect(await reading).toEqual(first);
      expect(await writing).toMatchObject({ id: "n" });
    });

    test("fails what is under way when it does not answer in time", async () => {
      const first = await insertFirst();
      const { there } = await openHasty({ socketTimeoutMS: "300" });
      proxy.intercept = (command) => (command === "find" || command === "insert" ? "hang" : "pass");
      expect(await outcomeOf(there.get("m"))).toBe("failed");
      expect(await outcomeOf(there.insert(member("n")))).toBe("failed");
      proxy.intercept = () => "pass";
      expect(await collection.get("m")).toEqual(first);
    });

    test("does not keep a store from being closed", async () => {
      const { hasty, there } = await openHasty({ serverSelectionTimeoutMS: "500" });
      await there.insert(member("m"));
      await proxy.cut();
      const underWay = outcomeOf(there.get("m"));
      await hasty.close();
      expect(await underWay).toBe("failed");
      expect(await outcomeOf(there.get("m"))).toBe("closed");
    });
  });

  describe("at the start", () => {
    const open = (uri: string, maxStartWaitMilliseconds: number) =>
      openMongoStore({ uri, clock, collections: [members], maxStartWaitMilliseconds });
    /** All that an error could tell. */
    const toldBy = async (opening: Promise<unknown>) => {
      const error = await opening.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      return `${error instanceof StoreUnavailableError && error.reason} ${inspect(error, { depth: 20, showHidden: true })}`;
    };
    const withCredentials = (uri: string) => uri.replace("mongodb://", "mongodb://planted-user:planted-password@");

    test("a server that is away is waited for", async () => {
      await proxy.cut();
      const opening = open(proxy.uri(direct, {}), 60_000);
      await proxy.restore();
      const opened = await opening;
      expect(await opened.scope("s").collection(members).get("m")).toBeUndefined();
      await opened.close();
    });

    test("a server that stays away is an error that tells no credentials", async () => {
      await proxy.cut();
      const told = await toldBy(open(withCredentials(proxy.uri(direct)), 300));
      expect(told).toMatch(
        /^failed .*the store at `127\.0\.0\.1:\d+\/claimsmith-test-.*` cannot be reached: connect ECONNREFUSED/,
      );
      expect(told).not.toContain("planted");
    });

    test("a server that does not know the user is an error that tells no credentials", async () => {
      const told = await toldBy(open(withCredentials(proxy.uri(direct, { authSource: "admin" })), 60_000));
      expect(told).toMatch(/^failed .*cannot be read or written: the server answered AuthenticationFailed/);
      expect(told).not.toContain("planted");
    });

    test("another program may be making the same collections", async () => {
      const empty = mongodb.database();
      closings.push(() => mongodb.remove(empty));
      disturb("insert", [
        async () => {
          await (await openStore(empty, { clock, collections })).close();
          return "pass";
        },
      ]);
      const opened = await openStore(proxy.uri(empty), { clock, collections });
      expect(await opened.scope("s").collection(members).insert(member("m"))).toMatchObject({ revision: 1 });
      await opened.close();
    });

    test.for(["listIndexes", "createIndexes"])("a %s that fails is an error", async (command, { skip }) => {
      await admin.db().collection("members").dropIndex("email");
      await fail(skip, 100, { failCommands: [command], errorCode: 13 });
      const uri = proxy.uri(direct, { appName: "disturbed" });
      const told = await toldBy(openMongoStore({ uri, clock, collections: [members], migrate: true }));
      expect(told).toMatch(/^failed .*cannot be read or written: the server answered /);
    });

    test("a file that TLS needs and is not there is an error", async () => {
      const told = await toldBy(open(proxy.uri(direct, { tls: "true", tlsCAFile: "/planted/ca.pem" }), 300));
      expect(told).toMatch(/^failed /);
    });
  });
});
