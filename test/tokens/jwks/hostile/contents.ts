import type { KeySetFault } from "../../../../src/tokens/index.ts";
import { goodJwk, goodSet, keySetOf, uselessJwks } from "../../support/jwks.ts";
import { answering } from "../../support/key-set-server.ts";
import { httpRow } from "./endpoint.ts";

function contentRow(name: string, outcome: KeySetFault | "no keys", hostile: string | Uint8Array, control = goodSet) {
  return httpRow(name, outcome, { serve: answering({ body: hostile }) }, { serve: answering({ body: control }) });
}

const good = JSON.stringify(goodJwk);
const useless = { kty: "oct", k: "AAAA" };
const list = (count: number) => keySetOf(goodJwk, ...Array.from({ length: count - 1 }, () => useless));
const nested = (levels: number) => `{"x":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)},"keys":[${good}]}`;

/** Endpoints whose answer is as it must be, but for the key set in it. */
export const wrongKeySets = [
  contentRow("sends nothing", "key_set_not_json", ""),
  contentRow("sends what is not UTF-8", "key_set_not_utf8", Buffer.from(goodSet.replace("good", "g\u00f6d"), "latin1")),
  contentRow("sends a byte order mark", "key_set_not_json", `\ufeff${goodSet}`),
  contentRow("sends two key sets", "key_set_not_json", goodSet + goodSet),
  contentRow("sends JSON with a comment", "key_set_not_json", `/**/${goodSet}`),
  contentRow("sends a list", "key_set_not_an_object", `[${good}]`),
  contentRow("sends null", "key_set_not_an_object", "null"),
  contentRow("sends two lists of keys", "key_set_duplicate_key", `{"keys":[${good}],"keys":[${good}]}`),
  contentRow(
    "sends a second list of keys in other letters",
    "key_set_duplicate_key",
    `{"keys":[${good}],"\\u006beys":[]}`,
  ),
  contentRow("sends a key with two ids", "key_set_duplicate_key", `{"keys":[${good.replace("{", '{"kid":"other",')}]}`),
  contentRow("sends a lone surrogate", "key_set_lone_surrogate", goodSet.replace("good", "\\ud800")),
  contentRow("sends a key set that is nested too deep", "key_set_too_deep", nested(33), nested(32)),
  contentRow("sends an object without keys", "key_set_without_keys", "{}"),
  contentRow("sends keys by id", "key_set_without_keys", `{"keys":{"good":${good}}}`),
  contentRow("sends its keys in the prototype", "key_set_without_keys", `{"__proto__":${goodSet}}`),
  contentRow("sends 101 keys", "key_set_too_many_keys", list(101), list(100)),
  contentRow("sends no keys", "no keys", '{"keys":[]}'),
  contentRow("sends keys that are none", "no keys", '{"keys":[null,1,"x",[],{}]}'),
  contentRow("sends a key whose fields are in the prototype", "no keys", `{"keys":[{"__proto__":${good}}]}`),
  ...uselessJwks.map(([what, , jwk]) => contentRow(`sends ${what}`, "no keys", keySetOf(jwk), keySetOf(jwk, goodJwk))),
];
