import { Type } from "typebox";

/** The fields that name a session in a request. */
export const sessionArguments = {
  session_token: Type.Optional(Type.String()),
  session_jwt: Type.Optional(Type.String()),
};

/**
 * The wishes that a request may have for the session to come. Use cases judge both: their errors have types of their
 * own.
 */
export const sessionWishes = {
  session_duration_minutes: Type.Optional(Type.Unknown()),
  session_custom_claims: Type.Optional(Type.Unknown()),
};

/** The fields of an attest in both verticals. */
export const attestFields = {
  profile_id: Type.String(),
  token: Type.String(),
  telemetry_id: Type.Optional(Type.String()),
  ...sessionArguments,
  ...sessionWishes,
};
