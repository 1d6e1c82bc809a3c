import { body, makeToken } from "../support/trusted-tokens.ts";
import { bodyWith, type HostileToken, nested, row } from "./row.ts";

function payloadRow(
  name: string,
  reason:
    | "payload_duplicate_key"
    | "payload_not_an_object"
    | "payload_not_json"
    | "payload_not_utf8"
    | "payload_too_deep"
    | "payload_lone_surrogate",
  payload: string | Uint8Array,
  control = body(),
): HostileToken {
  return row({ name, reason, hostile: { payload }, control: { payload: control } });
}

/** Tokens whose payload is signed well, and not read alike by everybody. */
export const hostilePayloads: readonly HostileToken[] = [
  payloadRow("a claim twice", "payload_duplicate_key", bodyWith('"sub":"u1"')),
  payloadRow("a claim twice, once escaped", "payload_duplicate_key", bodyWith('"s\\u0075b":"u2"')),
  payloadRow(
    "a key twice inside a claim",
    "payload_duplicate_key",
    bodyWith('"a":[{"b":{"c":1,"c":2}}]'),
    bodyWith('"a":[{"b":{"c":1,"d":2}},{"b":1}],"b":1'),
  ),
  payloadRow(
    "a prototype twice",
    "payload_duplicate_key",
    bodyWith('"__proto__":1,"__proto__":2'),
    bodyWith('"__proto__":1'),
  ),
  payloadRow("a list of claims", "payload_not_an_object", `[${body()}]`),
  payloadRow("claims that are a text", "payload_not_an_object", JSON.stringify(body())),
  payloadRow("a nested token", "payload_not_json", makeToken()),
  payloadRow("something after the claims", "payload_not_json", `${body()}{}`),
  payloadRow("a comment in the claims", "payload_not_json", `/**/${body()}`),
  payloadRow("a byte order mark before the claims", "payload_not_json", `\ufeff${body()}`),
  payloadRow("claims in UTF-16", "payload_not_utf8", Buffer.from(`\ufeff${body()}`, "utf16le")),
  payloadRow(
    "an overlong UTF-8 sequence",
    "payload_not_utf8",
    Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xc0, 0xaf]), Buffer.from(`",${body().slice(1)}`)]),
  ),
  payloadRow(
    "a lone surrogate in a claim",
    "payload_lone_surrogate",
    bodyWith('"x":"\\udc00"'),
    bodyWith('"x":"\\\\udc00"'),
  ),
  payloadRow("a lone surrogate in a key", "payload_lone_surrogate", bodyWith('"\\ud800":1'), bodyWith('"\\u00e9":1')),
  payloadRow(
    "claims that are too deep",
    "payload_too_deep",
    bodyWith(`"x":${nested(32)}`),
    bodyWith(`"x":${nested(31)}`),
  ),
  payloadRow("a thousand brackets", "payload_too_deep", bodyWith(`"x":${"[".repeat(1000)}${"]".repeat(1000)}`)),
  payloadRow("an expiry that is not a number", "payload_not_json", body().replace(/"exp":\d+/, '"exp":NaN')),
];
