import { Type } from "typebox";
import type { TokenReport } from "../../sessions/index.ts";

const optional = {
  text: Type.Optional(Type.String()),
  any: Type.Optional(Type.Unknown()),
};
const verdict = Type.String();

const conditions = Type.Array(
  Type.Object({
    index: Type.Integer(),
    expression: Type.String(),
    message: Type.String(),
    verdict,
    gave: optional.text,
    failure: optional.text,
  }),
);

const attributes = Type.Array(
  Type.Object({
    attribute: Type.String(),
    path: optional.text,
    expression: optional.text,
    verdict,
    kind: optional.text,
    value: optional.any,
    failure: optional.text,
  }),
);

const linking = Type.Object({
  link_by_email: Type.String(),
  email_verified: Type.Unsafe<boolean | null>({ type: ["boolean", "null"] }),
  ways: Type.Array(Type.Object({ way: Type.String(), is_open: Type.Boolean(), message: Type.String() })),
});

const keys = Type.Object({
  usable: Type.Integer(),
  unusable: Type.Array(Type.Object({ kid: optional.text, reason: Type.String(), message: Type.String() })),
});

const step = Type.Object({
  step: Type.String(),
  verdict,
  algorithm: optional.text,
  keys: Type.Optional(keys),
  key: Type.Optional(Type.Object({ index: Type.Integer(), kid: optional.text })),
  issuer: optional.text,
  audience: optional.text,
  client: optional.text,
  acceptable_until: optional.text,
  conditions: Type.Optional(conditions),
  attributes: Type.Optional(attributes),
  linking: Type.Optional(linking),
  organization: Type.Optional(Type.Object({ way: Type.String(), organization_id: optional.text })),
  record: Type.Optional(Type.Object({ way: Type.String(), member_id: optional.text, user_id: optional.text })),
});

const error = Type.Object({
  step: Type.String(),
  type: Type.String(),
  reason: optional.text,
  message: Type.String(),
  help: optional.text,
  details: optional.any,
});

/** The report of a token that was tried, as an answer has it and as the command prints it: it is in the names of the API already. */
export const tokenReportSchema = Type.Object({
  outcome: Type.String(),
  profile: Type.String(),
  tried_at: Type.String(),
  error: Type.Unsafe<TokenReport["error"]>(Type.Union([error, Type.Null()])),
  steps: Type.Unsafe<TokenReport["steps"]>(Type.Array(step)),
});
