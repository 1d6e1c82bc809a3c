import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { backUpEmbeddedStore } from "../../src/store/embedded/back-up-store.ts";
import { openDatabase } from "../../src/store/embedded/database.ts";
import { type Collection, everyDocument } from "../../src/store/index.ts";
import { pacingBy } from "../support/backend.ts";
import { collections, type Member, members } from "./contract-collections.ts";
import { member } from "./contract-tasks.ts";
import { embedded, openStore } from "./embedded-adapter.ts";
import { OtherProcess } from "./other-process.ts";

const options = { clock: () => 0, collections };

let folder: string;
let from: string;
let to: string;
beforeEach(async () => {
  folder = await embedded.create();
  from = join(folder, "store");
  to = join(folder, "copy");
});
afterEach(() => embedded.remove(folder));

async function filled(documents: number, note = "") {
  const store = await openStore(from, options);
  const collection = store.scope("s").collection(members);
  for (let count = 0; count < documents; count += 1) await collection.insert(member(`m${count}`, { note }));
  return store;
}

async function idsOf(collection: Collection<Member, "created_at" | "email">, index: "created_at" | "email") {
  const ids: string[] = [];
  for await (const { id } of everyDocument(
    collection,
    index,
    pacingBy(() => 0),
  ))
    ids.push(id);
  return ids;
}

describe("a back-up of an embedded store", () => {
  test("is another store with the same documents, for its owner alone", async () => {
    const store = await filled(3);
    const bytes = await backUpEmbeddedStore(from, to);
    await store.scope("s").collection(members).insert(member("later"));
    await store.close();
    expect(readdirSync(to)).toEqual(["data.mdb"]);
    expect(statSync(join(to, "data.mdb")).size).toBe(bytes);
    const modes = ["", "data.mdb"].map((name) => (statSync(join(to, name)).mode & 0o777).toString(8));
    expect(modes).toEqual(["700", "600"]);
    const copy = await openStore(to, options);
    onTestFinished(() => copy.close());
    const { items } = await copy.scope("s").collection(members).find("email", [], { limit: 10 });
    expect(items.map(({ id }) => id).toSorted()).toEqual(["m0", "m1", "m2"]);
    // It is a store like any other.
    await copy.scope("s").collection(members).insert(member("new"));
  });

  test("has all that was acknowledged before it began, and nothing by half, while another process writes", async () => {
    await (await filled(0)).close();
    const writer = await OtherProcess.start(embedded.module, from);
    onTestFinished(() => writer.kill());
    await writer.runUntil("pour", { label: "w", writers: 8, note: "n".repeat(3000) }, 100);
    for (const round of [1, 2, 3]) {
      const acknowledged = [...writer.emitted];
      await backUpEmbeddedStore(from, `${to}-${round}`);
      const copy = await openStore(`${to}-${round}`, options);
      const collection = copy.scope("pour").collection(members);
      const found = await idsOf(collection, "created_at");
      const documents = new Map(await Promise.all(found.map(async (id) => [id, await collection.get(id)] as const)));
      const missing = acknowledged.filter((told) => {
        const [id = "", count] = told.split("=");
        return (documents.get(id)?.created_at ?? -1) < Number(count ?? 0);
      });
      expect(missing).toEqual([]);
      expect([...documents].filter(([id, document]) => document?.id !== id)).toEqual([]);
      expect((await idsOf(collection, "email")).toSorted()).toEqual(found.toSorted());
      await copy.close();
      // The writer went on meanwhile.
      const before = writer.emitted.length;
      await new Promise<void>((resolve) => {
        writer.onEmitted = () => {
          if (writer.emitted.length > before) resolve();
        };
      });
    }
  });

  test("overwrites nothing, and makes no folders on the way", async () => {
    await (await filled(1)).close();
    mkdirSync(to);
    await expect(backUpEmbeddedStore(from, to)).rejects.toMatchObject({ code: "EEXIST" });
    expect(readdirSync(to)).toEqual([]);
    writeFileSync(join(folder, "file"), "kept");
    await expect(backUpEmbeddedStore(from, join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("kept");
    await expect(backUpEmbeddedStore(from, join(folder, "none", "copy"))).rejects.toMatchObject({ code: "ENOENT" });
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("of what is no store, or a damaged one, is none", async () => {
    await expect(backUpEmbeddedStore(from, to)).rejects.toMatchObject({ reason: "absent" });
    mkdirSync(from);
    await expect(backUpEmbeddedStore(from, to)).rejects.toMatchObject({ reason: "absent" });
    const other = openDatabase(from);
    await other.put(Buffer.from("a"), Buffer.from("b"));
    await other.close();
    await expect(backUpEmbeddedStore(from, to)).rejects.toMatchObject({ reason: "foreign" });
    await embedded.remove(from);
    await (await filled(5, "x".repeat(10_000))).close();
    truncateSync(join(from, "data.mdb"), 20_000);
    await expect(backUpEmbeddedStore(from, to)).rejects.toMatchObject({ reason: "failed" });
    expect(existsSync(to)).toBe(false);
  });

  test("leaves nothing behind where it does not come to its end", async () => {
    await (await filled(40, "x".repeat(100_000))).close();
    // The greatest size of a file: 1 or 2 MiB, as the shell counts.
    const program = fileURLToPath(new URL("back-up-program.ts", import.meta.url));
    const command = `ulimit -f 2048 && exec "${process.execPath}" --import tsx "${program}" "$1" "$2"`;
    const { stdout } = await promisify(execFile)("sh", ["-c", command, "sh", from, to]);
    expect(JSON.parse(stdout)).toEqual({ reason: "failed", left: false });
    expect(await backUpEmbeddedStore(from, to)).toBeGreaterThan(4_000_000);
  });
});
