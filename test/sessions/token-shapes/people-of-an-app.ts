import { refusedFor, type Shape, Written } from "./shape.ts";

const span = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const trusted_metadata =
  '{ "plan": << token.app.plan >>, "seats": << token.app.seats >>, "tags": << token.app.tags >> }';
const lostNumber = "a number of the token is too large, or a whole number of more digits than can be kept";
const name = '{ "first_name": << token.name.first >>, "last_name": << token.name.last >> }';

/** Users of an app, of whom its tokens say much: names in parts, numbers, lists and objects, under a schema. */
export const peopleOfAnApp: Shape = {
  name: "users of an app",
  vertical: "consumer",
  profile: {
    attributeMapping: {
      email: "contact.email",
      token_id: "jti",
      external_user_id: "app|<< token.id >>",
      name,
      trusted_metadata,
      session_custom_claims: '{ "device": << token.device.model ?? "unknown" >> }',
      role_ids: '<< token.admin ? ["editor"] : [] >>',
    },
    conditions: [{ expression: "token.age >= 16", message: "you are too young" }],
    tokenSchema: {
      type: "object",
      properties: {
        id: true,
        age: true,
        admin: true,
        name: { type: "object", properties: { first: true, last: true } },
        device: true,
        app: { type: "object", properties: { plan: { type: "string" }, seats: true, tags: true } },
      },
    },
  },
  claims: {
    contact: { email: "ada@example.com" },
    id: 42,
    age: 36,
    admin: true,
    name: { first: "Ada", last: "Lovelace" },
    app: { plan: "pro", seats: 3, tags: ["a"] },
  },
  usual: {
    email: "ada@example.com",
    tokenId: "token-1",
    externalId: "app|42",
    roleIds: ["editor"],
    name: { first_name: "Ada", last_name: "Lovelace" },
    trustedMetadata: { plan: "pro", seats: 3, tags: ["a"] },
    sessionCustomClaims: { device: "unknown" },
  },
  rows: [
    ["a usual token", {}, { gives: {} }],
    ["one who is no administrator", { admin: false }, { gives: { roleIds: [] } }],
    ["one of whom nothing is said", { admin: null }, { gives: { roleIds: undefined } }],
    [
      "nothing of the app, which deletes it",
      { app: undefined },
      { gives: { trustedMetadata: { plan: null, seats: null, tags: null } } },
    ],
    [
      "an object among the tags",
      { app: { plan: "pro", seats: 3, tags: [{ a: null }] } },
      { gives: { trustedMetadata: { plan: "pro", seats: 3, tags: [{ a: null }] } } },
    ],
    [
      "an id in letters beyond ASCII",
      { id: "д" },
      { refused: "invalid_external_id", naming: { attribute: "external_user_id", characters: ["д"] } },
    ],
    [
      "an id of 125 characters, one too long with what is before it",
      { id: "x".repeat(125) },
      { refused: "invalid_external_id", naming: { attribute: "external_user_id" } },
    ],
    ["an id of 124 characters", { id: "x".repeat(124) }, { gives: { externalId: `app|${"x".repeat(124)}` } }],
    [
      "an id that is a list",
      { id: ["x"] },
      refusedFor("attribute_not_evaluated", {
        attribute: "external_user_id",
        span: { start: 7, end: 15 },
        code: "wrong-kind",
        message: "`string` needs a string, a number or a boolean but got a list",
      }),
    ],
    [
      "an id beyond 2^53",
      { id: new Written("9007199254740993") },
      refusedFor("attribute_not_evaluated", {
        attribute: "external_user_id",
        span: { start: 7, end: 15 },
        code: "not-json",
        message: lostNumber,
      }),
    ],
    [
      "an id that is a little more than 2^53 and exact",
      { id: new Written("9007199254740994") },
      { gives: { externalId: "app|9007199254740994" } },
    ],
    [
      "seats beyond what is a number",
      { app: new Written('{ "plan": "pro", "seats": 1e400 }') },
      refusedFor("attribute_not_evaluated", {
        attribute: "trusted_metadata",
        span: span(trusted_metadata, "token.app.seats"),
        code: "not-json",
        message: lostNumber,
      }),
    ],
    ["a number nobody reads, beyond 2^53", { account: new Written("9007199254740993") }, { gives: {} }],
    [
      "an age that is a text",
      { age: "36" },
      refusedFor("condition_failed", { condition: 0, message: "you are too young" }),
    ],
    ["no age", { age: undefined }, refusedFor("condition_failed", { condition: 0, message: "you are too young" })],
    [
      "an age just below",
      { age: 15.999 },
      refusedFor("condition_failed", { condition: 0, message: "you are too young" }),
    ],
    [
      "a flag that is a text",
      { admin: "true" },
      refusedFor("attribute_not_evaluated", {
        attribute: "role_ids",
        span: { start: 3, end: 14 },
        code: "wrong-kind",
        message: "`?` needs a boolean but got a string",
      }),
    ],
    ["a name in one part", { name: { first: "Ada" } }, { gives: { name: { first_name: "Ada" } } }],
    ["no name at all", { name: undefined }, { gives: { name: {} } }],
    [
      "a name whose part is a list",
      { name: { first: ["Ada"] } },
      refusedFor("name_invalid", {
        attribute: "name",
        span: { start: 0, end: name.length },
        expected: "an object",
        found: "an object of another form",
      }),
    ],
    ["a name that is a text, whose parts are nothing", { name: "Ada Lovelace" }, { gives: { name: {} } }],
    [
      "an address beyond ASCII that looks like another",
      { contact: { email: "\u0430da@example.com" } },
      refusedFor("email_invalid", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "a string of another form",
      }),
    ],
    [
      "an address in compatibility letters",
      { contact: { email: "\uff41da@example.com" } },
      refusedFor("email_invalid", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "a string of another form",
      }),
    ],
    [
      "an address with a space behind it",
      { contact: { email: "ada@example.com " } },
      refusedFor("email_invalid", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "a string of another form",
      }),
    ],
    [
      "an address with a zero in it",
      { contact: { email: "ada@example.com\u0000@x" } },
      refusedFor("email_invalid", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "a string of another form",
      }),
    ],
    [
      "an address with a tag in it, which is another one",
      { contact: { email: "ada+x@example.com" } },
      { gives: { email: "ada+x@example.com" } },
    ],
    [
      "an address by a name of its own",
      { "contact.email": "other@example.com" },
      { gives: { email: "other@example.com" } },
    ],
    [
      "an address in a prototype",
      {
        __proto__: { contact: { email: "eve@example.com" } },
        contact: new Written('{ "__proto__": { "email": "eve@example.com" } }'),
      },
      refusedFor("email_missing", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "nothing",
      }),
    ],
    [
      "an address in a list",
      { contact: [{ email: "ada@example.com" }] },
      refusedFor("email_missing", {
        attribute: "email",
        path: "contact.email",
        expected: "an e-mail address in ASCII",
        found: "nothing",
      }),
    ],
    ["a key that is there twice", new Written('"admin": false'), refusedFor("payload_duplicate_key")],
    [
      "a key that is there twice, the second time escaped",
      new Written('"\\u0061dmin": false'),
      refusedFor("payload_duplicate_key"),
    ],
    ["half of a character", { x: new Written('"\\ud83d"') }, refusedFor("payload_lone_surrogate")],
    ["half of a character as a key", new Written('"\\ude00": 1'), refusedFor("payload_lone_surrogate")],
    ["claims 31 deep", { deep: new Written("[".repeat(31) + "]".repeat(31)) }, { gives: {} }],
    ["claims 33 deep", { deep: new Written("[".repeat(32) + "]".repeat(32)) }, refusedFor("payload_too_deep")],
    [
      "an expiry that is infinite",
      { exp: new Written("1e400") },
      { refused: "jwt_invalid_claims", naming: { reason: "exp_invalid" } },
    ],
    [
      "a token id of 257 characters",
      { jti: "x".repeat(257) },
      refusedFor("token_id_invalid", {
        attribute: "token_id",
        path: "jti",
        expected: "a string of 1 to 256 characters",
        found: "a string of another form",
      }),
    ],
    [
      "a token id of no character",
      { jti: "" },
      refusedFor("token_id_invalid", {
        attribute: "token_id",
        path: "jti",
        expected: "a string of 1 to 256 characters",
        found: "an empty string",
      }),
    ],
    [
      "claims that are too large for a session",
      { device: { model: "x".repeat(5000) } },
      { refused: "custom_claims_too_large", naming: { attribute: "session_custom_claims" } },
    ],
    [
      "metadata that is too large",
      { app: { plan: "x".repeat(5000) } },
      { refused: "metadata_too_large", naming: { attribute: "trusted_metadata" } },
    ],
    [
      "a plan that is no text, against the schema",
      { app: { plan: 7, seats: 3, tags: ["a"] } },
      { gives: { trustedMetadata: { plan: 7, seats: 3, tags: ["a"] } } },
    ],
  ],
};
