/** The name under which the fields of a declared state stand in the list. */
export const declaredStateWriter = "a declared state";

/** The fields that a request may have and that no answer shows again, by the reason why not. */
export const notReadBack: Readonly<Record<string, readonly string[]>> = {
  "says who speaks: it is verified, and its subject is what the answer shows": [
    "POST /v1/b2b/sessions/attest profile_id",
    "POST /v1/b2b/sessions/attest token",
    "POST /v1/sessions/attest profile_id",
    "POST /v1/sessions/attest token",
  ],
  "names the session that is meant": [
    "POST /v1/b2b/sessions/attest session_token",
    "POST /v1/b2b/sessions/attest session_jwt",
    "POST /v1/sessions/attest session_token",
    "POST /v1/sessions/attest session_jwt",
    "POST /v1/b2b/sessions/authenticate session_token",
    "POST /v1/b2b/sessions/authenticate session_jwt",
    "POST /v1/sessions/authenticate session_token",
    "POST /v1/sessions/authenticate session_jwt",
  ],
  "names what ends": [
    "POST /v1/b2b/sessions/revoke session_token",
    "POST /v1/b2b/sessions/revoke session_jwt",
    "POST /v1/b2b/sessions/revoke member_session_id",
    "POST /v1/b2b/sessions/revoke member_id",
    "POST /v1/sessions/revoke session_token",
    "POST /v1/sessions/revoke session_jwt",
    "POST /v1/sessions/revoke session_id",
  ],
  "asks a question, which the verdict answers": [
    "POST /v1/b2b/sessions/authenticate authorization_check.organization_id",
    "POST /v1/b2b/sessions/authenticate authorization_check.resource_id",
    "POST /v1/b2b/sessions/authenticate authorization_check.action",
    "POST /v1/sessions/authenticate authorization_check.resource_id",
    "POST /v1/sessions/authenticate authorization_check.action",
  ],
  "is sent by the SDKs for a service that is not part of this one": [
    "POST /v1/b2b/sessions/attest telemetry_id",
    "POST /v1/sessions/attest telemetry_id",
  ],
  "changes nothing: an address that is given up is free at once, and no session hangs on a connection": [
    "PUT /v1/b2b/organizations/:organization_id/members/:member_id unlink_email",
    "PUT /v1/b2b/organizations/:organization_id/members/:member_id preserve_existing_sessions",
  ],
  "is tried, and nothing is written: the report tells what came of it": [
    "POST /v1/claimsmith/profiles/dry_run profile_id",
    "POST /v1/claimsmith/profiles/dry_run profile",
    "POST /v1/claimsmith/profiles/dry_run token",
    "POST /v1/claimsmith/profiles/dry_run organization_id",
  ],
  "is the way in which it is published": [`${declaredStateWriter} projects[].force`],
  "is for editors": [`${declaredStateWriter} $schema`],
  "is what requests of the project are made with": [
    `${declaredStateWriter} projects[].project_id`,
    `${declaredStateWriter} projects[].project_slug`,
    `${declaredStateWriter} projects[].environment_slug`,
    `${declaredStateWriter} projects[].vertical`,
    `${declaredStateWriter} projects[].secret`,
  ],
  "decides what tokens and sessions are, and has no answer of its own": [
    `${declaredStateWriter} projects[].settings.issuer`,
    `${declaredStateWriter} projects[].settings.namespace`,
    `${declaredStateWriter} projects[].settings.attest_requires_duration`,
    `${declaredStateWriter} projects[].settings.max_session_lifetime_minutes`,
  ],
  "is what templates and metadata are judged by, and has no answer of its own": [
    `${declaredStateWriter} projects[].schemas`,
  ],
};
