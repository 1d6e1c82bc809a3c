import { Type } from "typebox";

/** What names a session in a request. */
export const sessionArguments = {
  session_token: Type.Optional(Type.String()),
  session_jwt: Type.Optional(Type.String()),
};

/** What a request may say of the session to come. Use cases judge both: their errors have types of their own. */
export const sessionWishes = {
  session_duration_minutes: Type.Optional(Type.Unknown()),
  session_custom_claims: Type.Optional(Type.Unknown()),
};

/** What an attest sends in both verticals. */
export const attestFields = {
  profile_id: Type.String(),
  token: Type.String(),
  telemetry_id: Type.Optional(Type.String()),
  ...sessionArguments,
  ...sessionWishes,
};
