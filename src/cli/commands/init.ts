import { join, resolve } from "node:path";
import { ExitCode } from "../exit-code.ts";
import type { InputProblem } from "../input-problem.ts";
import { shellQuoted } from "../invocation.ts";
import type { Io } from "../io.ts";
import { reasonOf } from "../read-input.ts";
import { reportProblems, shownPath } from "../report-problems.ts";
import { findConfigurationSchema } from "../starter/find-configuration-schema.ts";
import { starterFiles } from "../starter/starter-files.ts";

/** `claimsmith init [FOLDER]`: writes a small project that checks and evaluates, and nothing if one of its files is there. */
export async function init(io: Io, folder: string): Promise<ExitCode> {
  const root = resolve(io.cwd, folder);
  const files = starterFiles(await findConfigurationSchema(io, root)).map(({ name, text }) => {
    const location = join(root, name);
    return { location, path: shownPath(io, location), text };
  });
  const problems: InputProblem[] = [];
  for (const { location, path } of files) {
    if ((await io.kindOf(location)) !== undefined) problems.push({ path, message: "is there already" });
  }
  if (problems.length === 0) problems.push(...(await create(io, files)));
  reportProblems(io, problems);
  if (problems.length > 0) return ExitCode.usage;

  const shown = (name: string) => shellQuoted(shownPath(io, join(root, name)));
  io.stdout(
    [
      ...files.map(({ path }) => `created ${path}`),
      "",
      "Next:",
      `  ${io.invocation} check --summary ${shown("session.claims")}`,
      `  ${io.invocation} eval ${shown("session.claims")} --data ${shown("member.json")}`,
      "",
    ].join("\n"),
  );
  return ExitCode.ok;
}

async function create(
  io: Io,
  files: readonly { readonly location: string; readonly path: string; readonly text: string }[],
): Promise<readonly InputProblem[]> {
  for (const { location, path, text } of files) {
    try {
      await io.createFile(location, text);
    } catch (error) {
      return [{ path, message: `cannot be written: ${reasonOf(error)}` }];
    }
  }
  return [];
}
