/** The way in which a number of a JSON text is lost where it is read as a double and written again. */
export type NumberLoss = "too_large" | "inexact";

/** What every text has in which a number may be lost: sixteen digits in a row, or an exponent. */
const mayLose = /[0-9]{16}|[0-9][eE]/;

/** A string, or a number (RFC 8259 §6 and §7), in a text that is known to be JSON. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/g;

/**
 * The loss of the first number of a JSON text that would be lost: it is too large for a double, or it is a whole
 * number, written out, beyond 2^53, that would come back as another. So no two of them become one, and whatever
 * `JSON.stringify` has written is kept. Fractions are rounded, as everywhere.
 */
export function numberLossIn(json: string): NumberLoss | undefined {
  if (!mayLose.test(json)) return undefined;
  for (const [token] of json.matchAll(stringOrNumber)) {
    const loss = lossOf(token);
    if (loss !== undefined) return loss;
  }
  return undefined;
}

/** The JSON text with each number that would be lost made one that is read as infinite. */
export function withoutLostNumbers(json: string): string {
  if (!mayLose.test(json)) return json;
  return json.replace(stringOrNumber, (token) => (lossOf(token) === undefined ? token : "1e999"));
}

function lossOf(token: string): NumberLoss | undefined {
  if (token.startsWith('"')) return undefined;
  const value = Number(token);
  if (!Number.isFinite(value)) return "too_large";
  return /^-?[0-9]{16,}$/.test(token) && BigInt(token) !== writtenValue(value) ? "inexact" : undefined;
}

/** The whole number that a JSON text has of a double: with as few digits as tell it from every other double, then zeros. */
function writtenValue(value: number): bigint {
  const [digits = "", exponent = "0"] = String(value).split("e+");
  const [whole = "", fraction = ""] = digits.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length);
}
