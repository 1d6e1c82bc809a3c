import { ApiError, isApiErrorType, messageByType } from "../src/projects/index.ts";
import { errorEnvelope } from "../src/server/http/envelope.ts";

/** The page `docs/api-errors.md`: every error type of the API with its status and its usual message. */
export function apiErrorsPage(): string {
  const types = Object.keys(messageByType).filter(isApiErrorType).sort();
  const rows = types.map((type) => {
    const { status_code, error_message } = errorEnvelope(new ApiError(type), "");
    return `| \`${type}\` | ${status_code} | ${error_message.replaceAll("|", "\\|")} |`;
  });
  return `# API errors

Every error answer of [the service](service.md) is JSON with \`status_code\` (which is the HTTP status), \`request_id\`, \`error_type\`, \`error_message\` and \`error_url\`; some have \`error_details\`. A type never changes its meaning. The message may say more than here; neither it nor the details hold a token, a secret or a claim's value.

A refused request has changed nothing. Requests are refused in the order route, method, credentials, size and JSON, fields, reserved claims, session or token, member and organization, authorization, evaluation, size of the claims.

| Type | Status | Usual message |
|---|---|---|
${rows.join("\n")}
`;
}
