/**
 * The parts of Stytch's API that are not there: paths, where `*` at the end stands for all that begins so and `:` for one
 * segment. Those of an area that is partly there have a method as well.
 */
export const unsupportedEndpoints: readonly string[] = [
  // B2B
  "/v1/b2b/discovery/*",
  "/v1/b2b/idp/*",
  "/v1/b2b/impersonation/*",
  "/v1/b2b/magic_links/*",
  "/v1/b2b/oauth/*",
  "/v1/b2b/otps/*",
  "/v1/b2b/passwords/*",
  "/v1/b2b/recovery_codes/*",
  "/v1/b2b/scim/*",
  "/v1/b2b/sso/*",
  "/v1/b2b/totp",
  "/v1/b2b/totp/*",
  "POST /v1/b2b/sessions/exchange",
  "POST /v1/b2b/sessions/exchange_access_token",
  "POST /v1/b2b/sessions/migrate",
  "PUT /v1/b2b/rbac/organizations/:",
  "POST /v1/b2b/organizations/search",
  "POST /v1/b2b/organizations/members/search",
  "GET /v1/b2b/organizations/:/metrics",
  "GET /v1/b2b/organizations/:/connected_apps",
  "GET /v1/b2b/organizations/:/connected_apps/:",
  "DELETE /v1/b2b/organizations/:/members/passwords/:",
  "DELETE /v1/b2b/organizations/:/members/mfa_phone_numbers/:",
  "POST /v1/b2b/organizations/:/members/:/unlink_retired_email",
  "DELETE /v1/b2b/organizations/:/members/:/totp",
  "POST /v1/b2b/organizations/:/members/:/start_email_update",
  "GET /v1/b2b/organizations/:/members/:/connected_apps",
  "POST /v1/b2b/organizations/:/members/:/connected_apps/:/revoke",
  "GET /v1/b2b/organizations/:/members/:/oidc_providers",
  "GET /v1/b2b/organizations/:/members/:/oauth_providers/:",
  // Consumer
  "/v1/crypto_wallets/*",
  "/v1/impersonation/*",
  "/v1/idp/*",
  "/v1/magic_links",
  "/v1/magic_links/*",
  "/v1/oauth/*",
  "/v1/otps/*",
  "/v1/passwords",
  "/v1/passwords/*",
  "/v1/totps",
  "/v1/totps/*",
  "/v1/webauthn/*",
  "POST /v1/sessions/exchange_access_token",
  "POST /v1/sessions/migrate",
  "POST /v1/users/search",
  "DELETE /v1/users/biometric_registrations/:",
  "DELETE /v1/users/crypto_wallets/:",
  "DELETE /v1/users/emails/:",
  "DELETE /v1/users/oauth/:",
  "DELETE /v1/users/passwords/:",
  "DELETE /v1/users/phone_numbers/:",
  "DELETE /v1/users/totps/:",
  "DELETE /v1/users/webauthn_registrations/:",
  "GET /v1/users/:/connected_apps",
  "POST /v1/users/:/connected_apps/:/revoke",
  "PUT /v1/users/:/exchange_primary_factor",
  // Both
  "/v1/connected_apps/*",
  "/v1/debug/*",
  "/v1/email/*",
  "/v1/fingerprint/*",
  "/v1/m2m/*",
  "/v1/projects/*",
  "/v1/public/*",
  "/v1/rules/*",
  "/v1/verdict_reasons/*",
];

interface Endpoint {
  /** Undefined for all methods. */
  readonly method: string | undefined;
  readonly segments: readonly string[];
}

const endpoints: readonly Endpoint[] = unsupportedEndpoints.map((text) => {
  const [path = "", method] = text.split(" ").reverse();
  return { method, segments: path.split("/") };
});

/** The beginnings of the paths of the management API, of which a part is there, and of the API of the frontend SDKs. */
const otherApis: readonly string[] = ["/pwa/", "/sdk/"];

/** Tells whether a path that no route has is of another API of Stytch's than the backend API. */
export function isOfOtherApi(path: string): boolean {
  return otherApis.some((prefix) => path.startsWith(prefix) && path.length > prefix.length);
}

/** Tells whether a request is for a part of Stytch's API that is not there. The path is without its query. */
export function isUnsupported(method: string, path: string): boolean {
  const given = path.split("/");
  return endpoints.some((endpoint) => {
    if (endpoint.method !== undefined && endpoint.method !== method) return false;
    const { segments } = endpoint;
    const isOpen = segments.at(-1) === "*";
    if (isOpen ? given.length < segments.length : given.length !== segments.length) return false;
    return segments.every((segment, index) => {
      const text = given[index] ?? "";
      return segment === "*" || segment === text || (segment === ":" && text !== "");
    });
  });
}
