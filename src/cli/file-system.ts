import { createReadStream } from "node:fs";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Io } from "./io.ts";
import { readBounded } from "./read-bounded.ts";

/** The file operations of `Io`, on the machine's own file system. */
export const fileSystem: Pick<Io, "readFile" | "writeFile" | "createFile" | "kindOf" | "listFolder"> = {
  readFile: (path, maxBytes) => readBounded(createReadStream(path), maxBytes),
  writeFile: (path, text) => writeFile(path, text),
  async createFile(path, text, mode) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx", ...(mode !== undefined && { mode }) });
  },
  async kindOf(path) {
    try {
      return (await stat(path)).isDirectory() ? "folder" : "file";
    } catch {
      return undefined;
    }
  },
  listFolder: async (path) => (await readdir(path)).sort(),
};
