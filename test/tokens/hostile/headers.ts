import { head } from "../support/trusted-tokens.ts";
import { type HostileToken, headerRow, nested, row } from "./row.ts";

/** Tokens whose header is not read alike by everybody, or asks for what there is not. */
export const hostileHeaders: readonly HostileToken[] = [
  headerRow("a critical extension that is not known", "crit_not_supported", { crit: ["exp"], exp: 1 }, { exp: 1 }),
  headerRow("an empty list of critical extensions", "crit_not_supported", { crit: [] }),
  headerRow("critical extensions that are null", "crit_not_supported", { crit: null }),
  headerRow("an unencoded payload", "crit_not_supported", { crit: ["b64"], b64: false }),
  headerRow("an unencoded payload that is not critical", "b64_not_supported", { b64: false }),
  headerRow("an encoded payload that says so", "b64_not_supported", { b64: true }),
  headerRow("a key id that is a number", "kid_not_a_string", { kid: 1 }, { kid: "1" }),
  headerRow("a key id that is null", "kid_not_a_string", { kid: null }),
  headerRow("a type that is a number", "typ_not_a_string", { typ: 1 }, { typ: "JWT" }),
  headerRow("a logout token", "typ_not_allowed", { typ: "logout+jwt" }, { typ: "at+jwt" }),
  headerRow("a security event token", "typ_not_allowed", { typ: "secevent+jwt" }, { typ: "JWT" }),
  headerRow("a proof of possession", "typ_not_allowed", { typ: "dpop+jwt" }, { typ: "application/at+jwt" }),
  headerRow("a type of another kind", "typ_not_allowed", { typ: "JOSE" }, { typ: "application/jwt" }),
  headerRow("an empty type", "typ_not_allowed", { typ: "" }),
  row({
    name: "a header with a key twice",
    reason: "header_duplicate_key",
    hostile: { header: '{"alg":"none","alg":"RS256"}' },
  }),
  row({
    name: "a header with a key twice, once escaped",
    reason: "header_duplicate_key",
    hostile: { header: '{"alg":"RS256","\\u0061lg":"none"}' },
  }),
  row({
    name: "a header that is a list",
    reason: "header_not_an_object",
    hostile: { header: '[{"alg":"RS256"}]' },
  }),
  row({ name: "a header that is null", reason: "header_not_an_object", hostile: { header: "null" } }),
  row({
    name: "a header with a comma too many",
    reason: "header_not_json",
    hostile: { header: '{"alg":"RS256",}' },
  }),
  row({
    name: "a header with a byte order mark",
    reason: "header_not_json",
    hostile: { header: `\ufeff${head()}` },
  }),
  row({
    name: "a header that is not UTF-8",
    reason: "header_not_utf8",
    hostile: { header: Buffer.from(head({ x: "é" }), "latin1") },
    control: { header: head({ x: "é" }) },
  }),
  row({
    name: "a header with a lone surrogate",
    reason: "header_lone_surrogate",
    hostile: { header: '{"alg":"RS256","x":"\\ud83d"}' },
    control: { header: '{"alg":"RS256","x":"\\ud83d\\ude00"}' },
  }),
  row({
    name: "a header that is too deep",
    reason: "header_too_deep",
    hostile: { header: `{"alg":"RS256","x":${nested(32)}}` },
    control: { header: `{"alg":"RS256","x":${nested(31)}}` },
  }),
];
