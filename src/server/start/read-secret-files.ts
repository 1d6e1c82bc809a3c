import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { fileErrorReason } from "../../publishing/index.ts";
import { judgeExposure } from "./judge-exposure.ts";
import { StartError, type StartProblem, wrongOption } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";

/** Options of which each can be in a file instead, whose path is the option of the same name with `File` behind it. */
const secretOptions = ["store", "masterKey", "workspaceKeyId", "workspaceKeySecret"] as const;

/** An option that names the file of a secret. */
export type SecretFileOption = `${(typeof secretOptions)[number]}File`;

/** An address of a MongoDB or some master keys; a file of more is another. */
const maxSecretFileBytes = 16_384;

/** Options with the secrets that were in files, and what is worth knowing of these. */
export interface ReadSecrets<Options> {
  readonly options: Options;
  readonly warnings: readonly StartProblem[];
}

/**
 * Reads the secrets that the options have in files: each is the whole text of its file, without a line break at its end.
 * Rejects with a `StartError` for an option that is also given itself, a file that cannot be read, is empty, too long or no
 * text, and in production for a file with a master key that others can read.
 */
export async function readSecretFiles<Options extends StartOptions>(
  options: Options,
  isProduction: boolean,
): Promise<ReadSecrets<Options>> {
  let read = options;
  const warnings: StartProblem[] = [];
  for (const name of secretOptions) {
    const file = `${name}File` as const;
    const path = options[file];
    if (path === undefined) continue;
    if (options[name] !== undefined) {
      const message = "cannot be given together with the value itself";
      throw new StartError([{ option: file, message, help: "keep one of the two" }]);
    }
    const secret = await secretOf(path, file);
    if (name === "masterKey") warnings.push(...(await judgeExposure(resolve(path), { option: file, isProduction })));
    read = { ...read, [file]: undefined, [name]: secret };
  }
  return { options: read, warnings };
}

async function secretOf(path: string, option: string): Promise<string> {
  const wrong = (message: string, cause?: unknown) => wrongOption(option, message, { cause });
  let bytes: Uint8Array;
  try {
    bytes = await beginningOf(path);
  } catch (error) {
    throw wrong(`the file \`${path}\` cannot be read: ${fileErrorReason(error)}`, error);
  }
  if (bytes.length > maxSecretFileBytes) throw wrong(`the file \`${path}\` has more than ${maxSecretFileBytes} bytes`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    throw wrong(`the file \`${path}\` is not text in UTF-8`);
  }
  if (text === "") throw wrong(`the file \`${path}\` is empty`);
  return text;
}

/** At most one byte more than there may be: the file may be a pipe, or a device without an end. */
async function beginningOf(path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of createReadStream(path, { end: maxSecretFileBytes })) pieces.push(piece);
  return Buffer.concat(pieces);
}
