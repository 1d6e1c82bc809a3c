import { body, head, makeToken, type Recipe } from "../support/trusted-tokens.ts";
import { editPart, type HostileToken, row } from "./row.ts";

/** The other serializations of the same signature (RFC 7515 §7.2). */
function asJson(token: string, kind: "flattened" | "general"): string {
  const [header, payload, signature] = token.split(".");
  const one = { protected: header, signature };
  return JSON.stringify(kind === "flattened" ? { payload, ...one } : { payload, signatures: [one, one] });
}

/** A claim that makes the token as long as it may be, or longer. */
function padded(over: number): Recipe {
  const recipe = (count: number): Recipe => ({ payload: body({ pad: "x".repeat(count) }) });
  let count = 11_700;
  while (makeToken(recipe(count + 1)).length <= 16_384) count++;
  return recipe(count + over);
}

/** The last letter of 256 bytes in base64url stands for two bits: the next letter decodes to the same. */
function withOtherLastBits(part: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) + 1);
}

function edited(
  name: string,
  reason: "not_compact" | "empty_part" | "not_base64url" | "token_too_large",
  edit: (token: string) => string,
) {
  return row({ name, reason, hostile: { edit } });
}

/** Texts that are no compact JWS, or another spelling of one. */
export const hostileForms: readonly HostileToken[] = [
  edited("an empty text", "not_compact", () => ""),
  edited("two dots", "empty_part", () => ".."),
  edited(
    "no header",
    "empty_part",
    editPart(0, () => ""),
  ),
  edited(
    "a detached payload",
    "empty_part",
    editPart(1, () => ""),
  ),
  edited("two parts", "not_compact", (token) => token.slice(0, token.lastIndexOf("."))),
  edited("two signatures", "not_compact", (token) => token + token.slice(token.lastIndexOf("."))),
  edited("the five parts of a JWE", "not_compact", (token) => `${token}.AAAA.AAAA`),
  edited("the flattened JSON serialization", "not_compact", (token) => asJson(token, "flattened")),
  edited("the general JSON serialization", "not_compact", (token) => asJson(token, "general")),
  edited("an ideographic full stop", "not_compact", (token) => token.replace(".", "。")),
  edited("padding", "not_base64url", (token) => `${token}==`),
  edited(
    "padding inside",
    "not_base64url",
    editPart(0, (part) => `${part}=`),
  ),
  edited("a line feed at the end", "not_base64url", (token) => `${token}\n`),
  edited("a space at the beginning", "not_base64url", (token) => ` ${token}`),
  edited(
    "a line break inside",
    "not_base64url",
    editPart(1, (part) => `${part.slice(0, 8)}\r\n${part.slice(8)}`),
  ),
  edited("a zero-width space inside", "not_base64url", (token) => `${token.slice(0, 8)}\u200b${token.slice(8)}`),
  edited("a null character at the end", "not_base64url", (token) => `${token}\0`),
  edited("the scheme of a header", "not_base64url", (token) => `Bearer ${token}`),
  row({
    name: "the alphabet of base64",
    reason: "not_base64url",
    // Six question marks hold a `_`, however they are aligned.
    hostile: { header: head({ x: "??????" }), edit: editPart(0, (part) => part.replaceAll("_", "/")) },
    control: { header: head({ x: "??????" }) },
  }),
  edited("bits that decoding drops", "not_base64url", editPart(2, withOtherLastBits)),
  edited(
    "a part of an impossible length",
    "not_base64url",
    editPart(2, (part) => part.slice(0, -1)),
  ),
  row({ name: "a character over more", reason: "token_too_large", hostile: padded(1), control: padded(0) }),
  edited("a long text", "token_too_large", (token) => token + "A".repeat(100_000)),
];
