import { resolve } from "node:path";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import { type Source, sourceOf, standardInput } from "./read-input.ts";

/** The sources that words of the command line stand for, and the words that stand for none. */
export interface InputFiles {
  readonly sources: readonly Source[];
  readonly problems: readonly InputProblem[];
}

/** The templates in a folder, for which it stands. */
const templatesPattern = "**/*.claims";

/**
 * Finds the templates that the words name, each once: `-`, a path, a folder (the `.claims` files in it and below), or a
 * pattern as in shells with `**`. Those of one folder or pattern come sorted by path, without what lies in
 * `node_modules` or begins with a dot. `stdinFilename` is the file that `-` stands for, if it stands for one.
 */
export async function inputFiles(io: Io, words: readonly string[], stdinFilename?: string): Promise<InputFiles> {
  const sources = new Map<string, Source>();
  const problems: InputProblem[] = [];
  for (const word of words) {
    const source = sourceOf(io, word, stdinFilename);
    const { location } = source;
    const kind = location === undefined ? "file" : await io.kindOf(location);
    if (kind === "file" || (kind === undefined && !/[*?[\]{}()!]/.test(word))) {
      sources.set(location ?? standardInput, source);
      continue;
    }
    const found = await (kind === "folder"
      ? matches(io, templatesPattern, resolve(io.cwd, word))
      : matches(io, word, io.cwd));
    for (const match of found) sources.set(match.location ?? standardInput, match);
    if (found.length === 0) {
      problems.push({ path: word, message: kind === "folder" ? "has no `.claims` file in it" : "matches no file" });
    }
  }
  return { sources: [...sources.values()], problems };
}

async function matches(io: Io, pattern: string, cwd: string): Promise<readonly Source[]> {
  const { glob } = await import("tinyglobby");
  const found = await glob(pattern, {
    cwd,
    absolute: true,
    ignore: "**/node_modules/**",
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  return found.sort().map((path) => sourceOf(io, path));
}
