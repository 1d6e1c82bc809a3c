import { execFile, fork, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../src/store/embedded/database.ts";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import { inOpeningTurn } from "../../src/store/embedded/opening-turn.ts";
import type { Load } from "../../src/store/embedded/room.ts";
import { documentKey, layoutKey } from "../../src/store/embedded/rows.ts";
import { sweep } from "../../src/store/embedded/sweep.ts";
import { Transactions } from "../../src/store/embedded/transactions.ts";
import { unavailable } from "../../src/store/embedded/unavailable.ts";
import {
  type CollectionShape,
  type Document,
  declareCollection,
  everyDocument,
  StoreUnavailableError,
} from "../../src/store/index.ts";
import { keyPart } from "../../src/store/key-part.ts";
import { bundleProgram } from "../support/bundle-programs.ts";
import { effort } from "../support/lanes/effort.ts";
import { storeContract } from "./contract.ts";
import { collections, members, things, tokens } from "./contract-collections.ts";
import { member } from "./contract-tasks.ts";
import { embedded, openStore } from "./embedded-adapter.ts";
import { OtherProcess } from "./other-process.ts";

storeContract(embedded);

const execute = promisify(execFile);
const clock = () => 0;
/** Documents, or bytes, that no disk has room for. */
const MORE_THAN_FITS = 1e18;

interface Pass extends Document {
  readonly until: number;
}

describe("the directory of an embedded store", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await embedded.create();
  });
  afterEach(() => embedded.remove(directory));

  const openWith = (shapes: readonly CollectionShape[]) => openStore(directory, { clock, collections: shapes });
  const reasonOf = async (opening: Promise<unknown>) => {
    const error = await opening.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof StoreUnavailableError ? `${error.reason}: ${error.message}` : error;
  };
  const putRaw = async (key: Buffer, value: string) => {
    const database = openDatabase(directory);
    await database.put(key, Buffer.from(value));
    await database.close();
  };

  test("is made for its owner alone, whatever its name", async () => {
    const made = join(directory, "made", "with.dot");
    const store = await openStore(made, { clock, collections });
    const modes = ["", "data.mdb", "lock.mdb"].map((name) => statSync(join(made, name)).mode & 0o777);
    await store.close();
    expect(modes.map((mode) => mode.toString(8))).toEqual(["700", "600", "600"]);
  });

  test("is not made where it has to be there already", async () => {
    const open = (where: string, shapes = collections) =>
      openEmbeddedStore({ directory: where, clock, collections: shapes, existing: true });
    const none = join(directory, "none");
    expect(await reasonOf(open(none))).toBe(`absent: there is no store in \`${none}\``);
    expect(await reasonOf(open(directory))).toBe(`absent: there is no store in \`${directory}\``);
    await openDatabase(directory).close();
    expect(await reasonOf(open(directory))).toBe(`absent: there is no store in \`${directory}\``);
    expect(existsSync(none)).toBe(false);
    await (await openWith([members])).close();
    await (await open(directory, [members])).close();
    expect(await reasonOf(open(directory))).toBe(
      `version: the store in \`${directory}\` was written by another version of claimsmith: it has fewer collections, which a server makes when it starts`,
    );
    expect(await reasonOf(openWith([members]))).toBe(undefined);
  });

  test("is searched a part at a time where very many documents have expired", async () => {
    let now = 0;
    const store = await openStore(directory, { clock: () => now, collections });
    onTestFinished(() => store.close());
    const collection = store.scope("scope").collection(tokens);
    const add = (at: number, expires_at: number | null) => {
      const id = `t${String(at).padStart(4, "0")}`;
      return collection.insert({ id, hash: id, profile: "p", expires_at });
    };
    await Promise.all(Array.from({ length: 1200 }, (_, at) => add(at, at % 600 === 599 ? null : 1)));
    now = 1;
    for (const [descending, ids] of [
      [false, ["t0599", "t1199"]],
      [true, ["t1199", "t0599"]],
    ] as const) {
      const pages: (readonly string[])[] = [];
      let after: string | undefined;
      do {
        const { items, next } = await collection.find("profile", ["p"], {
          ...{ limit: 10, descending },
          ...(after === undefined ? {} : { after }),
        });
        pages.push(items.map(({ id }) => id));
        after = next;
      } while (after !== undefined);
      expect(pages.length).toBe(3);
      expect(pages.flat()).toEqual(ids);
    }
    expect((await collection.findOne("profile", ["p"]))?.id).toBe("t0599");
    const found: string[] = [];
    for await (const { id } of everyDocument(collection, "profile", { turns: () => () => undefined })) found.push(id);
    expect(found).toEqual(["t0599", "t1199"]);
  });

  test("may hold other files", async () => {
    writeFileSync(join(directory, "demo"), "secret");
    await (await openWith(collections)).close();
    expect(readFileSync(join(directory, "demo"), "utf8")).toBe("secret");
  });

  test("is refused when it is none, and the cause is told", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const error = await openStore(file, { clock, collections }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "store_unavailable", reason: "failed", cause: { code: "EEXIST" } });
  });

  test.each([
    ["of another kind", "x".repeat(200_000)],
    ["that is short", "x"],
    ["with the beginning of a database alone", 100],
    ["with too little of what describes a database", 4200],
  ])("is refused with a file %s, which stays as it is", async (_, content) => {
    const file = join(directory, "data.mdb");
    if (typeof content === "number") {
      await (await openWith(collections)).close();
      truncateSync(file, content);
    } else writeFileSync(file, content);
    const before = readFileSync(file, "latin1");
    expect(await reasonOf(openWith(collections))).toBe(
      `foreign: the files in \`${directory}\` are not a store of claimsmith`,
    );
    expect(readFileSync(file, "latin1") === before).toBe(true);
  });

  test("is refused when the file of the database has been cut short, which stays as it is", async () => {
    const store = await openWith(collections);
    await store
      .scope("s")
      .collection(members)
      .insert(member("m1", { note: "x".repeat(100_000) }));
    await store.close();
    const file = join(directory, "data.mdb");
    truncateSync(file, 100_000);
    expect(await reasonOf(openWith(collections))).toBe(
      `failed: \`data.mdb\` in \`${directory}\` has been cut short: its last pages are missing`,
    );
    expect(statSync(file).size).toBe(100_000);
  });

  test("cut short while it is open is written and read no more", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    await collection.insert(member("m1", { note: "x".repeat(100_000) }));
    truncateSync(join(directory, "data.mdb"), 100_000);
    const message = `failed: \`data.mdb\` in \`${directory}\` has been cut short: its last pages are missing`;
    expect(await reasonOf(collection.insert(member("m2")))).toBe(message);
    expect(await reasonOf(collection.get("m1"))).toBe(message);
    await store.close();
  });

  test.each(["removed", "replaced"])("%s while it is open is written and read no more", async (what) => {
    const place = join(directory, "place");
    const store = await openStore(place, { clock, collections });
    const collection = store.scope("s").collection(members);
    await collection.insert(member("m1"));
    if (what === "removed") rmSync(place, { recursive: true });
    else renameSync(place, join(directory, "elsewhere"));
    const other = what === "replaced" ? await openStore(place, { clock, collections }) : undefined;
    const message = `failed: the store in \`${place}\` has been removed or replaced while it was open`;
    // In one turn of the event loop, so that they share a transaction.
    const writes = [collection.insert(member("m2")), collection.delete("m1")];
    expect(await Promise.all(writes.map(reasonOf))).toEqual([message, message]);
    expect(await reasonOf(collection.get("m1"))).toBe(message);
    expect(await reasonOf(store.sweep(0, 10))).toBe(message);
    await store.close();
    await other?.close();
  });

  test("may hold an empty file in the place of the database", async () => {
    writeFileSync(join(directory, "data.mdb"), "");
    await (await openWith(collections)).close();
  });

  test.each([
    ["without a layout", Buffer.from("key"), "value"],
    ["with another layout", layoutKey, '{"format":"another","layout":1}'],
    ["with an unreadable layout", layoutKey, "{"],
    ["with a layout that is no object", layoutKey, "null"],
  ])("is refused with a database of another program, %s", async (_, key, value) => {
    await putRaw(key, value);
    expect(await reasonOf(openWith(collections))).toBe(
      `foreign: the files in \`${directory}\` are not a store of claimsmith`,
    );
  });

  test("is refused when a newer layout is in it", async () => {
    await (await openWith(collections)).close();
    await putRaw(layoutKey, '{"format":"claimsmith store","layout":2,"rooms":{}}');
    expect(await reasonOf(openWith(collections))).toBe(
      `version: the store in \`${directory}\` was written by another version of claimsmith: it has layout 2, not layout 1`,
    );
  });

  test("is refused when a collection in it was declared otherwise", async () => {
    const store = await openWith([members]);
    const inserted = await store.scope("s").collection(members).insert(member("m1"));
    await store.close();
    const message = `version: the store in \`${directory}\` was written by another version of claimsmith: it has version 1 of \`members\``;
    const { email, external_id } = members.indexes;
    for (const [other, version] of [
      [{ ...members, version: 2 }, 2],
      [{ ...members, expiresAt: "created_at" }, 1],
      [{ ...members, indexes: { email, external_id } }, 1],
      [{ ...members, indexes: { ...members.indexes, email: { fields: ["email"], unique: true } } }, 1],
      [{ ...members, indexes: { ...members.indexes, email: { fields: ["organization", "email"] } } }, 1],
      [{ ...members, indexes: { ...members.indexes, external_id: { ...external_id, sparse: false } } }, 1],
    ] satisfies readonly (readonly [CollectionShape, number])[]) {
      expect(await reasonOf(openWith([other]))).toBe(`${message}, not version ${version} as declared here`);
    }
    // The order of the declaration says nothing; other collections may come and go.
    const { created_at } = members.indexes;
    const reordered = { ...members, indexes: { external_id, created_at, email } };
    const again = await openWith([tokens, reordered]);
    expect(await again.scope("s").collection(reordered).get("m1")).toEqual(inserted);
    await again.close();
    await (await openWith([things])).close();
    expect(await reasonOf(openWith([{ ...members, version: 2 }]))).toContain("version 1 of `members`");
  });

  test("keeps what has expired in collections that a program does not know", async () => {
    const store = await openWith(collections);
    const token = { id: "t", hash: "h", profile: "p", expires_at: 5 };
    const inserted = await store.scope("s").collection(tokens).insert(token);
    await store.close();
    const passes = declareCollection<Pass>()({ name: "passes", version: 1, indexes: {}, expiresAt: "until" });
    const other = await openWith([passes]);
    await other.scope("s").collection(passes).insert({ id: "p", until: 6 });
    expect(await other.sweep(10, 1)).toBe(1);
    expect(await other.sweep(10, 1)).toBe(0);
    await other.close();
    const again = await openWith(collections);
    expect(await again.scope("s").collection(tokens).get("t")).toEqual(inserted);
    expect(await again.sweep(10, 10)).toBe(1);
    await again.close();
  });

  test("may be open twice in one process", async () => {
    const [first, second] = [await openWith(collections), await openWith(collections)];
    const inserted = await first.scope("s").collection(members).insert(member("m1"));
    expect(await second.scope("s").collection(members).get("m1")).toEqual(inserted);
    await first.close();
    expect(await second.scope("s").collection(members).replace(inserted)).toMatchObject({ revision: 2 });
    await second.close();
  });

  test("with a damaged record serves all others, and says what failed", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    await collection.insert(member("good"));
    await collection.insert(member("bad"));
    await putRaw(documentKey({ collection: members, scope: "s" }, keyPart("bad")), "{");
    const failed = `failed: the store in \`${directory}\` cannot be read or written`;
    expect(await reasonOf(collection.get("bad"))).toBe(failed);
    // In one turn of the event loop, so that they share a transaction.
    const writes = [collection.insert(member("new")), collection.delete("bad"), collection.delete("good")];
    const [inserted, refused, deleted] = await Promise.allSettled(writes);
    expect(inserted).toMatchObject({ value: { id: "new" } });
    expect(refused).toMatchObject({ reason: { code: "store_unavailable", cause: { name: "SyntaxError" } } });
    expect(deleted).toMatchObject({ value: true });
    expect(await collection.get("good")).toBeUndefined();
    await store.close();
  });

  test("with more writes in one turn than a transaction takes has all of them", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    const ids = Array.from({ length: 600 }, (_, at) => `m${1000 + at}`);
    await Promise.all(ids.map((id) => collection.insert(member(id))));
    const { items } = await collection.find("email", ["acme"], { limit: 1000 });
    expect(items.map(({ id }) => id)).toEqual(ids);
    await store.close();
  });

  describe("on a full disk", () => {
    test("removes what has expired a few at a time when there is no room for more at once", async () => {
      const store = await openWith(collections);
      const ids = Array.from({ length: 20 }, (_, at) => `t${at}`);
      const collection = store.scope("s").collection(tokens);
      await Promise.all(ids.map((id) => collection.insert({ id, hash: id, profile: "p", expires_at: 5 })));
      await store.close();
      const counts: number[] = [];
      class Tight extends Transactions {
        override write<R>(load: Load, operation: (database: Database) => R): Promise<R> {
          counts.push(load.documents);
          const documents = load.documents > 8 ? MORE_THAN_FITS : load.documents;
          return super.write({ ...load, documents }, operation);
        }
      }
      const transactions = new Tight(openDatabase(directory), directory);
      const shapes = new Map([[tokens.name, tokens]]);
      expect(await sweep(transactions, shapes, 10, 19)).toBe(19);
      expect(await sweep(transactions, shapes, 10, 19)).toBe(1);
      expect(counts).toEqual([19, 8, 8, 3, 1]);
      await transactions.close();
    });

    test("does not begin a write that there is no room for", async () => {
      const transactions = new Transactions(openDatabase(directory), directory);
      let ran = false;
      const refused = transactions.write({ documents: 1, addedBytes: MORE_THAN_FITS }, () => {
        ran = true;
      });
      expect(await reasonOf(refused)).toBe(`full: there is no room left for the store in \`${directory}\``);
      expect(ran).toBe(false);
      await transactions.close();
    });

    const program = fileURLToPath(new URL("full-disk-program.ts", import.meta.url));
    const command = `exec "${process.execPath}" --import tsx "${program}" "$1"`;
    const fill = async (file: string, ...parameters: readonly string[]) => {
      const { stdout } = await execute(file, [...parameters, "sh", directory]);
      return JSON.parse(stdout);
    };

    test("refuses writes, goes on reading and deleting, and has each acknowledged write when opened again", async () => {
      // The greatest size of a file: 4 or 8 MiB, as the shell counts.
      const outcome = await fill("sh", "-c", `ulimit -f 8192 && ${command}`);
      expect(outcome).toEqual({
        together: ["ok", "full", "ok"],
        refused: "full",
        refusedAgain: ["full"],
        leftBytes: expect.any(Number),
        read: "m0",
        fresh: "ok",
        kept: outcome.acknowledged,
        acknowledged: outcome.acknowledged,
        deleted: ["ok"],
        later: "ok",
      });
      expect(outcome.acknowledged.length).toBeGreaterThan(20);
      const store = await openWith(collections);
      const { items } = await store.scope("full").collection(members).find("email", ["acme"], { limit: 1000 });
      expect(items.map(({ id }) => id)).toEqual([
        "later",
        ...outcome.acknowledged.filter((id: string) => items.some((item) => item.id === id)),
      ]);
      expect(items).toHaveLength(outcome.acknowledged.length - 9);
      expect(
        await store
          .scope("full")
          .collection(members)
          .insert(member("now", { note: "x".repeat(1 << 20) })),
      ).toMatchObject({ id: "now" });
      await store.close();
    });

    test("says that the disk is full", async (context) => {
      const mount = 'mount -t tmpfs -o size=6m full "$1"';
      const { status, stderr } = spawnSync("unshare", ["-Urm", "sh", "-c", mount, "sh", directory], {
        encoding: "utf8",
      });
      if (status !== 0) {
        console.warn(
          `SKIPPED: a full tmpfs, because none can be mounted here (unshare -Urm): ${stderr ?? "no unshare"}`,
        );
        context.skip("no tmpfs can be mounted here");
      }
      const outcome = await fill("unshare", "-Urm", "sh", "-c", `${mount} && ${command}`);
      expect(outcome).toEqual({
        together: ["ok", "full", "ok"],
        refused: "full",
        refusedAgain: ["full"],
        leftBytes: expect.any(Number),
        read: "m0",
        fresh: "full",
        kept: outcome.acknowledged,
        acknowledged: outcome.acknowledged,
        deleted: ["ok"],
        later: "ok",
      });
      expect(outcome.acknowledged.length).toBeGreaterThan(20);
      expect(outcome.leftBytes).toBeGreaterThanOrEqual(1 << 20);
    });

    test.each([
      [28, "full"],
      ["ENOSPC", "full"],
      [27, "full"],
      [-30792, "full"],
      // The disk of the test has room, so it is something else.
      [5, "failed"],
      [13, "failed"],
      [-30793, "failed"],
    ])("an error %s of the database is one of reason `%s`", (code, reason) => {
      const cause = Object.assign(new Error("as the database has it"), { code });
      expect(unavailable(cause, directory)).toMatchObject({ code: "store_unavailable", reason, cause });
    });
  });
});

describe("opening an embedded store", () => {
  test("collections of the same name, unknown collections and scopes without a name are mistakes of the program", async () => {
    const directory = await embedded.create();
    await expect(openStore(directory, { clock, collections: [members, members] })).rejects.toThrow("different names");
    const store = await openStore(directory, { clock, collections: [members] });
    expect(() => store.scope("")).toThrow("a scope has a name");
    expect(() => store.scope("s").collection(tokens)).toThrow("`tokens` was declared");
    const other = declareCollection<Document>()({ name: "members", version: 1, indexes: {} });
    expect(() => store.scope("s").collection(other)).toThrow("`members` was declared");
    await store.close();
    await embedded.remove(directory);
  });

  test.each([
    ["who see to it", false],
    ["who do not", true],
  ])("loses nothing that another process writes meanwhile, by openers %s", async (_, isCareless) => {
    const directory = await embedded.create();
    const store = await openStore(directory, { clock, collections });
    const other = await OtherProcess.start(embedded.module, directory);
    const openers = await startOpeners(2);
    onTestFinished(async () => {
      await other.kill();
      await store.close();
      await embedded.remove(directory);
    });
    await other.runUntil("pour", { label: "a", writers: 3, note: "x" }, 1);
    await Promise.all(
      openers.map(async (open) => {
        for (let round = 0; round < effort(300, 5000); round++) {
          expect(await open({ directory, isCareless })).toEqual({ opened: true });
        }
      }),
    );
    const told = [...other.emitted];
    expect(told.length).toBeGreaterThan(100);
    const poured = store.scope("pour").collection(members);
    for (const text of told) {
      const [id = "", count = "0"] = text.split("=");
      const { created_at: at = -1 } = (await poured.get(id)) ?? {};
      expect({ text, isThere: at >= Number(count) }).toEqual({ text, isThere: true });
    }
  });

  test("goes on with writes after openers that did not see to them", async () => {
    const directory = await embedded.create();
    const store = await openStore(directory, { clock, collections });
    const [open] = await startOpeners(1);
    onTestFinished(async () => {
      await store.close();
      await embedded.remove(directory);
    });
    const written = store.scope("s").collection(members);
    const ids: string[] = [];
    for (let round = 0; round < effort(60, 600); round++) {
      let isOver = false;
      const opened = open?.({ directory, isCareless: true }).then(() => {
        isOver = true;
      });
      while (!isOver) ids.push((await written.insert(member(`m${ids.length}`))).id);
      await opened;
    }
    for (const id of ids) expect(await written.get(id)).toBeDefined();
  });

  test.skipIf(process.platform !== "linux")(
    "is held up by nobody who connects to the turn that a process has",
    async () => {
      const directory = await embedded.create();
      const name = `\0claimsmith-${createHash("sha256").update(realpathSync(directory)).digest("hex")}`;
      const connections: Socket[] = [];
      await inOpeningTurn(directory, async () => {
        const stranger = connect({ path: name });
        connections.push(stranger);
        await once(stranger, "connect");
      });
      await Promise.all(connections.map((stranger) => once(stranger.resume(), "close")));
      await embedded.remove(directory);
    },
  );

  test("processes that open and close the same new one at once do not disturb one another", async () => {
    const openers = await startOpeners(4);
    for (let round = 0; round < effort(200, 5000); round++) {
      const directory = await embedded.create();
      const answers = openers.map((open) => open({ directory }));
      expect(await Promise.all(answers)).toEqual(openers.map(() => ({ opened: true })));
      await embedded.remove(directory);
    }
  });
});

/** Processes that end with the test; each opens and closes the store of a directory, and tells how that went. */
async function startOpeners(count: number) {
  const program = await bundleProgram(new URL("opening-program.ts", import.meta.url));
  const processes = Array.from({ length: count }, () => fork(program));
  onTestFinished(() => {
    for (const process of processes) process.disconnect();
  });
  return processes.map((process) => async (opening: { readonly directory: string; readonly isCareless?: boolean }) => {
    const answer = once(process, "message");
    process.send(opening);
    return (await answer)[0];
  });
}
