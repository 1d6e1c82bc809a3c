import { b2b } from "../sdk/support/declared-state.ts";
import { basic } from "../server/support/basic.ts";
import type { Outcome, SeenSession } from "./session-model.ts";
import type { Tally } from "./summary.ts";

/** What an answer says of a session, and the credentials it has for it. */
export interface AnsweredSession extends SeenSession {
  /** Empty where the request had none. */
  readonly token: string;
  readonly jwt: string;
}

/** How long a request may take, in milliseconds: longer than the service itself ever takes. */
const PATIENCE = 60_000;

const headers = { authorization: basic(`${b2b.projectId}:${b2b.secret}`), "content-type": "application/json" };

/** Makes a request of a server, and notes what came of it. `url` is absent while the server is down. */
export async function call(
  url: string | undefined,
  path: "attest" | "authenticate" | "revoke",
  body: object,
  tally: Tally,
): Promise<Outcome<unknown>> {
  const { label, outcome } = await answerOf(url, path, body);
  const name = `${path} ${label}`;
  tally.requests.set(name, (tally.requests.get(name) ?? 0) + 1);
  return outcome;
}

async function answerOf(
  url: string | undefined,
  path: string,
  body: object,
): Promise<{ readonly label: string; readonly outcome: Outcome<unknown> }> {
  if (url === undefined) return { label: "not sent", outcome: { kind: "unknown" } };
  let answer: { readonly [field: string]: unknown };
  try {
    const response = await fetch(`${url}/v1/b2b/sessions/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = Object(await response.json());
  } catch {
    return { label: "broken", outcome: { kind: "unknown" } };
  }
  const { status_code: status, error_type: type } = answer;
  if (status === 200) return { label: "done", outcome: { kind: "done", answer } };
  if (status === 503) return { label: "503", outcome: { kind: "unknown" } };
  if (type === "session_not_found") return { label: "not found", outcome: { kind: "absent" } };
  return { label: `refused ${type}`, outcome: { kind: "refused", reason: `${status} ${type}` } };
}

/** The session of an outcome. */
export function sessionOf(outcome: Outcome<unknown>): Outcome<AnsweredSession> {
  if (outcome.kind !== "done") return outcome;
  const { member_session: session, member_id, member, session_token, session_jwt } = Object(outcome.answer);
  const { member_session_id, organization_id, custom_claims } = Object(session);
  const { external, mark, step } = Object(custom_claims);
  const memberId = Object(session).member_id;
  const answer = {
    sessionId: String(member_session_id),
    // Wherever an answer says whose session it is, it says the same.
    memberId: [memberId, member_id ?? memberId, Object(member).member_id].every((id) => id === memberId)
      ? String(memberId)
      : "several members",
    organizationId: String(organization_id),
    member: external,
    mark,
    step,
    token: String(session_token),
    jwt: String(session_jwt),
  };
  return { kind: "done", answer };
}

/** The id of the key that a JWT is signed with. */
export function keyOf(jwt: string): string {
  const [header = ""] = jwt.split(".");
  return String(Object(JSON.parse(Buffer.from(header, "base64url").toString())).kid);
}
