import { dirname, join, relative, resolve } from "node:path";
import { ExitCode } from "../exit-code.ts";
import type { InputProblem } from "../input-problem.ts";
import { shellQuoted } from "../invocation.ts";
import type { Io } from "../io.ts";
import { reasonOf } from "../read-input.ts";
import { reportProblems, shownPath } from "../report-problems.ts";
import { findConfigurationSchema } from "../starter/find-configuration-schema.ts";
import { type StarterFile, starterFiles } from "../starter/starter-files.ts";
import { versionOf } from "../version.ts";

/** Options of `claimsmith init`. */
export interface InitOptions {
  /** Whether the project also serves sessions. */
  readonly backend?: boolean;
}

/** A file that is to be written. */
interface NewFile extends StarterFile {
  readonly location: string;
  /** As it is shown. */
  readonly path: string;
}

/**
 * `claimsmith init [FOLDER]`: writes a small project that checks and evaluates, and with `--backend` one that serves
 * sessions too; nothing if one of its files is there.
 */
export async function init(io: Io, folder: string, { backend = false }: InitOptions = {}): Promise<ExitCode> {
  const root = resolve(io.cwd, folder);
  const source = backend ? await backendSource(io, root) : undefined;
  const { backendFiles } = await import("../starter/backend-files.ts");
  const starter = [
    ...starterFiles(await findConfigurationSchema(io, root)),
    ...(source === undefined ? [] : backendFiles(source)),
  ];
  const files = starter.map((file): NewFile => {
    const location = join(root, file.name);
    return { ...file, location, path: shownPath(io, location) };
  });
  const problems: InputProblem[] = [];
  for (const { location, path } of files) {
    if ((await io.kindOf(location)) !== undefined) problems.push({ path, message: "is there already" });
  }
  if (problems.length === 0) problems.push(...(await create(io, files)));
  reportProblems(io, problems);
  if (problems.length > 0) return ExitCode.usage;

  const shown = (name: string) => shellQuoted(shownPath(io, join(root, name)));
  const next =
    source === undefined
      ? [
          `  ${io.invocation} check --summary ${shown("session.claims")}`,
          `  ${io.invocation} eval ${shown("session.claims")} --data ${shown("member.json")}`,
          "",
          "The same with a backend, keys, a program with the official SDK and a test, in a folder of its own:",
          `  ${io.invocation} init --backend ${shellQuoted(join(folder === "." ? ".." : dirname(folder), "my-backend"))}`,
        ]
      : backendCommands(io, root, source);
  io.stdout([...files.map(({ path }) => `created ${path}`), "", "Next:", ...next, ""].join("\n"));
  return ExitCode.ok;
}

/** Where a project gets this package from: one that is installed above it, or a tarball in it, made by `packer`. */
interface Source {
  readonly tarball: string | undefined;
  readonly packer: string | undefined;
}

async function backendSource(io: Io, root: string): Promise<Source> {
  for (let current = root; ; current = dirname(current)) {
    if ((await io.kindOf(join(current, "node_modules", "claimsmith"))) !== undefined) {
      return { tarball: undefined, packer: undefined };
    }
    if (dirname(current) === current) break;
  }
  const packer = join(io.packageFolder(), "scripts", "pack.mjs");
  const tarball = `claimsmith-${await versionOf(io)}.tgz`;
  return { tarball, packer: (await io.kindOf(packer)) === "file" ? packer : undefined };
}

/** The commands that install, check, test and start the project, from where the user stands. */
function backendCommands(io: Io, root: string, { tarball, packer }: Source): readonly string[] {
  const folder = shellQuoted(relative(io.cwd, root) || ".");
  const pack =
    tarball === undefined
      ? []
      : packer === undefined
        ? [`  put ${tarball}, the package that this command is of, into ${folder}`]
        : [`  node ${shellQuoted(packer)} --built ${folder}`];
  const npm = `npm --prefix ${folder}`;
  return [
    ...pack,
    `  ${npm} install`,
    `  ${npm} run check`,
    `  ${npm} test`,
    `  ${npm} start`,
    "",
    "While it runs, in another terminal:",
    `  ${npm} run log-in`,
  ];
}

async function create(io: Io, files: readonly NewFile[]): Promise<readonly InputProblem[]> {
  for (const { location, path, text, isSecret = false } of files) {
    try {
      await io.createFile(location, text, isSecret ? 0o600 : undefined);
    } catch (error) {
      return [{ path, message: `cannot be written: ${reasonOf(error)}` }];
    }
  }
  return [];
}
