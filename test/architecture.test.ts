import { describe, expect, test } from "vitest";
import { circlesOf, codeOf, type Import, importsOf, sourceFiles } from "./support/imports.ts";
import {
  importsByRoom,
  languageGround,
  languageLayers,
  languageSeams,
  lateImportsByRoom,
  publishingLayers,
} from "./support/rooms.ts";

const files = [...sourceFiles("grammar"), ...sourceFiles("src")];
const imports = files.flatMap(importsOf);
/** Those that load what they import, at once or late; a type loads nothing. */
const loading = imports.filter(({ kind }) => kind !== "type");

function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? second : first;
}

/** Where two files part: the folder that both are in, and what of it each is in. */
function parting(from: string, to: string): readonly [folder: string, from: string, to: string] {
  const [left, right] = [from.split("/"), to.split("/")];
  const shared = left.findIndex((part, index) => part !== right[index]);
  return [left.slice(0, shared).join("/"), left[shared] ?? "", right[shared] ?? ""];
}

/** The graph of some imports; what an import leads from and to is the file, unless said otherwise. */
function graphOf(
  edges: readonly Import[],
  endsOf: (edge: Import) => readonly [from: string, to: string] = ({ from, to }) => [from, to],
): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [from, to] = endsOf(edge);
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  return graph;
}

describe("the rooms", () => {
  test("every import resolves to a file of the project", () => {
    expect(imports.filter(({ to }) => !files.includes(to) && to !== "package.json")).toEqual([]);
  });

  test("every folder of src is a room of the table", () => {
    const rooms = new Set(files.filter((file) => file.split("/").length > 2).map(roomOf));
    expect([...rooms].filter((room) => !Object.hasOwn(importsByRoom, room))).toEqual([]);
  });

  test("imports go one way", () => {
    const breaches = imports.filter(({ from, to, kind }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      if (room === target || !Object.hasOwn(importsByRoom, room) || to === "package.json") return false;
      if (kind !== "loaded" && (room === "cli" || lateImportsByRoom[room]?.includes(target))) return false;
      return !importsByRoom[room]?.includes(target);
    });
    expect(breaches).toEqual([]);
  });

  test("nothing but the command and the console loads the testing kit at once", () => {
    const breaches = imports.filter(
      ({ from, to, kind }) => kind === "loaded" && roomOf(to) === "testing" && roomOf(from) !== "testing",
    );
    expect(breaches.filter(({ from }) => !["cli", "console"].includes(roomOf(from)))).toEqual([]);
  });

  test("only the server opens a store: the other rooms know its port", () => {
    const breaches = imports.filter(({ from, to }) => {
      const room = roomOf(from);
      return roomOf(to) === "store" && !["store", "server"].includes(room) && to !== "src/store/index.ts";
    });
    expect(breaches).toEqual([]);
  });

  test("no files import each other in a circle", () => {
    expect(circlesOf(graphOf(imports))).toEqual([]);
  });

  test("no folders of a room import each other, at whatever depth", () => {
    // A file that lies beside the folders is the room's front or its ground, and no folder.
    const betweenFolders = imports.filter(({ from, to }) => {
      const [folder, left, right] = parting(from, to);
      return !["", "src"].includes(folder) && [left, right].every((part) => !part.endsWith(".ts"));
    });
    const graph = graphOf(betweenFolders, ({ from, to }) => {
      const [folder, left, right] = parting(from, to);
      return [`${folder}/${left}`, `${folder}/${right}`];
    });
    expect(circlesOf(graph)).toEqual([]);
  });

  test("no drawer is called utils, helpers or common", () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });
});

describe("the language", () => {
  const ofLanguage = (file: string) => file.slice("src/language/".length);

  test("has rooms that stand in layers", () => {
    const levelOf = (file: string): number => {
      const [first = "", second] = ofLanguage(file).split("/");
      if (second === undefined) return languageGround.includes(first) ? -1 : languageLayers.length;
      return languageLayers.indexOf(first);
    };
    const inside = loading.filter(({ from, to }) => roomOf(from) === "language" && roomOf(to) === "language");
    expect(inside.filter(({ from }) => ofLanguage(from).includes("/") && levelOf(from) < 0)).toEqual([]);
    expect(inside.filter(({ from, to }) => levelOf(to) > levelOf(from))).toEqual([]);
  });

  test("is imported by its seams, and each of them is", () => {
    const fromOutside = imports.filter(({ from, to }) => roomOf(to) === "language" && roomOf(from) !== "language");
    const used = new Set(fromOutside.map(({ to }) => ofLanguage(to)));
    expect([...used].toSorted()).toEqual(Object.keys(languageSeams).toSorted());
  });

  test("is pure: no clock, no randomness, no input or output", () => {
    const impure =
      /\bDate\.now\(|new Date\(\)|Math\.random\(|\bconsole\.|"node:(?:fs|http|https|net|child_process|process)/;
    const pure = files.filter((file) => ["grammar", "language", "claims", "policy"].includes(roomOf(file)));
    expect(pure.filter((file) => impure.test(codeOf(file)))).toEqual([]);
  });
});

test("the folders of publishing stand in layers", () => {
  const levelOf = (file: string): number => publishingLayers.indexOf(file.split("/")[2] ?? "");
  const inFolders = loading.filter(({ from, to }) =>
    [from, to].every((file) => roomOf(file) === "publishing" && file.split("/").length > 3),
  );
  const breaches = inFolders.filter(({ from, to }) => levelOf(from) < 0 || levelOf(to) > levelOf(from));
  expect(breaches).toEqual([]);
});

test("tokens are given the time and the randomness, and neither read files nor print", () => {
  const impure =
    /\bDate\.now\(|new Date\(\)|\brandom(?:Bytes|Fill|Int|UUID)|Math\.random\(|\bconsole\.|"node:(?:fs|process)/;
  expect(files.filter((file) => roomOf(file) === "tokens" && impure.test(codeOf(file)))).toEqual([]);
});
