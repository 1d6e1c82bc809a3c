import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readInput, sourceOf } from "../read-input.ts";
import { reportProblems } from "../report-problems.ts";

/**
 * Reads a token from its file, past a byte order mark and without the white space around it. What cannot be a token at all
 * is reported; then there is nothing. Nothing of the text is shown.
 */
export async function readToken(io: Io, word: string): Promise<string | undefined> {
  const source = sourceOf(io, word);
  const reading = await readInput(io, source);
  const read = reading.ok ? tokenIn(reading.bytes) : { problem: reading.problem };
  if ("token" in read) return read.token;
  reportProblems(io, [{ ...read.problem, path: source.path }]);
  return undefined;
}

type TokenReading = { readonly token: string } | { readonly problem: Omit<InputProblem, "path"> };

function tokenIn(bytes: Uint8Array): TokenReading {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { problem: { message: "is not valid UTF-8, and a token is plain text", help: oneToken } };
  }
  const token = text.trim();
  if (token === "") return { problem: { message: "has no token in it", help: oneToken } };
  if (/[\0-\x08\x0e-\x1f\x7f]/.test(token)) {
    return { problem: { message: "has control characters in it, and a token is plain text", help: oneToken } };
  }
  return { token };
}

const oneToken = "the file has one JWT, and nothing else";
