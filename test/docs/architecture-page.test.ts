import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { importsByRoom, languageLayers, languageSeams } from "../support/rooms.ts";
import { readPage, tableRows } from "./markdown.ts";

const page = readPage("architecture.md");
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A cell without the backticks around it. */
function unquoted(cell: string): string {
  return cell.replaceAll("`", "");
}

test("the table of rooms has every room that is there, with what it may import", () => {
  const isThere = (room: string) => existsSync(`${root}/${room === "grammar" ? room : `src/${room}`}`);
  const rooms = Object.entries(importsByRoom).filter(([room]) => isThere(room));
  const rows = tableRows(page, ["room", "what it is", "may import"]).map(([room = "", , allowed = ""]) => [
    unquoted(room),
    allowed.split(", ").filter((one) => one !== ""),
  ]);
  expect(rows).toEqual(rooms);
});

test("the layers of the language are in their order", () => {
  expect(page).toContain(languageLayers.map((layer) => `\`${layer}\``).join(", "));
});

test("the table of doors has those of the language", () => {
  const rows = tableRows(page, ["door", "what for"]).map(([door = "", what = ""]) => [unquoted(door), what]);
  expect(rows.map(([door, what]) => [door, unquoted(what ?? "")])).toEqual(
    Object.entries(languageSeams).map(([door, what]) => [door, unquoted(what)]),
  );
});
