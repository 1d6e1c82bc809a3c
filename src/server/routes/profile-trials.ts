import { type Static, Type } from "typebox";
import type { JsonObject } from "../../language/json.ts";
import { type ActiveProfile, ApiError, activeProfile, type ProjectContext } from "../../projects/index.ts";
import { checkDeclaredProfile, type StateProblem } from "../../publishing/index.ts";
import { findProfile, tryAttest } from "../../sessions/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { tokenReportSchema } from "../views/token-report-view.ts";

const trialFields = Type.Object(
  {
    profile_id: Type.Optional(Type.String()),
    profile: Type.Optional(Type.Unsafe<JsonObject>({ type: "object" })),
    token: Type.String(),
    organization_id: Type.Optional(Type.String()),
  },
  // A route of our own: no client sends more than is meant.
  { additionalProperties: false },
);

/** Trying a token with a profile, be it saved or not: what attest would make of it, step by step. Nothing is written. */
export const profileTrialRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "POST",
    path: "/v1/claimsmith/profiles/dry_run",
    vertical: "any",
    params: nothing,
    query: nothing,
    body: trialFields,
    response: tokenReportSchema,
    handle: async (context, { body }) => {
      const { token, organization_id: organizationNamed } = body;
      if (organizationNamed !== undefined && !context.vertical.hasOrganization) {
        throw argumentError("/organization_id", "`/organization_id` in the body is for B2B projects");
      }
      const active = await triedProfile(context, body);
      return tryAttest(context, active, { token, now: context.backend.clock(), organizationNamed });
    },
  }),
];

/** The profile of an id, or the one that the request has. */
async function triedProfile(
  context: ProjectContext,
  { profile_id, profile }: Static<typeof trialFields>,
): Promise<ActiveProfile> {
  if ((profile_id === undefined) === (profile === undefined)) {
    throw argumentError("", "exactly one of `profile_id` and `profile` is required in the body");
  }
  if (profile_id !== undefined) return findProfile(context, profile_id);
  const { prepared, problems } = await checkDeclaredProfile(profile, {
    vertical: context.vertical.id,
    readFile: noFiles,
    settings: context.active.configuration.settings,
  });
  if (prepared === undefined) throw profileError(problems);
  // Whoever tries a profile may name any URL that a saved one may have, and takes nothing from those.
  return activeProfile(prepared, context.backend.keySets.forTrials());
}

async function noFiles(): Promise<never> {
  throw Object.assign(new Error("a request has no files"), { code: "ENOTSUP" });
}

function argumentError(field: string, message: string): ApiError {
  return new ApiError("invalid_argument", message, { field });
}

const maxProblems = 100;

/** The error of a profile that could not be saved as it is. */
function profileError(problems: readonly StateProblem[]): ApiError {
  const told = problems.slice(0, maxProblems).map(({ code, pointer, message, help, diagnostic }) => ({
    code,
    field: `/profile${pointer}`,
    message,
    ...(help === undefined ? {} : { help }),
    ...(diagnostic === undefined ? {} : { span: { start: diagnostic.span.start, end: diagnostic.span.end } }),
  }));
  const [first] = told;
  return new ApiError("trusted_token_profile_invalid_request", first?.message, {
    ...(first && { reason: first.code }),
    problems: told,
  });
}
