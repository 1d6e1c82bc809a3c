import type { FindKeys, KeySetReading } from "../../tokens/index.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readInput, type Source, sourceOf } from "../read-input.ts";
import { reportProblems } from "../report-problems.ts";

/**
 * Reads the keys that are given in the place of those at a profile's URL: one JWKS, or one to five PEM files. What cannot
 * be read is reported, without a word of what is in it; then there is nothing.
 */
export async function readKeys(io: Io, words: readonly string[]): Promise<FindKeys | undefined> {
  const problems: InputProblem[] = [];
  const texts: { readonly source: Source; readonly text: string }[] = [];
  const sets: { readonly source: Source; readonly bytes: Uint8Array }[] = [];
  for (const word of words) {
    const source = sourceOf(io, word);
    const reading = await readInput(io, source);
    if (!reading.ok) problems.push(reading.problem);
    else if (isJson(reading.bytes)) sets.push({ source, bytes: reading.bytes });
    else texts.push({ source, text: new TextDecoder().decode(reading.bytes) });
  }
  const read = problems.length === 0 ? await keysOf(texts, sets) : { problems };
  if ("keys" in read) return async () => read.keys;
  reportProblems(io, read.problems);
  return undefined;
}

type KeysReading = { readonly keys: KeySetReading } | { readonly problems: readonly InputProblem[] };

async function keysOf(
  texts: readonly { readonly source: Source; readonly text: string }[],
  [set, ...others]: readonly { readonly source: Source; readonly bytes: Uint8Array }[],
): Promise<KeysReading> {
  const { messageByKeySetFault, readKeySet, registerPublicKeys } = await import("../../tokens/index.ts");
  const [second] = [...others, ...texts];
  if (set !== undefined && second !== undefined) {
    const message = "is given beside a key set, and there can be one set, or PEM files alone";
    return { problems: [{ path: second.source.path, message }] };
  }
  if (set !== undefined) {
    const keys = readKeySet(withoutMark(set.bytes));
    if (keys.ok) return { keys };
    const message = `is no key set: ${messageByKeySetFault[keys.fault]}`;
    return { problems: [{ path: set.source.path, message, help: keysHelp }] };
  }
  const registered = registerPublicKeys(texts.map(({ text }) => text));
  if (registered.ok) return { keys: { ok: true, keys: registered.keys, unusable: [] } };
  const problems = registered.problems.map(({ index, message }) => {
    const { path } = texts[index ?? 0]?.source ?? { path: "--keys" };
    return { path, message, help: keysHelp };
  });
  return { problems };
}

const keysHelp = "--keys takes a JWKS in JSON, or public keys or certificates in PEM, one a file";

function isJson(bytes: Uint8Array): boolean {
  return withoutMark(bytes).find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte)) === 0x7b;
}

/** Past a byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
