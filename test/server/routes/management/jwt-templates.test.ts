import { describe, expect, test } from "vitest";
import { createOrganization, insertSubject, newSubject } from "../../../../src/directory/index.ts";
import { ActiveConfigurations, auditCollection, projectContext, readProject } from "../../../../src/projects/index.ts";
import { workspaceKey } from "../../support/test-app.ts";
import { managementApp } from "./support/management-app.ts";

const session = "/jwt_templates/SESSION";
const m2m = "/jwt_templates/M2M";
const put = (template_content: string, custom_audience = "") => ({ template_content, custom_audience });

describe("JWT templates", () => {
  test("are empty at first", async () => {
    const { send } = await managementApp();
    for (const type of ["SESSION", "M2M"]) {
      const jwt_template = { template_content: "{}", custom_audience: "", jwt_template_type: type };
      expect(await send("GET", `/jwt_templates/${type}`)).toMatchObject({ status: 200, body: { jwt_template } });
    }
  });

  test("are put and returned byte for byte, each with its audience", async () => {
    const { send } = await managementApp();
    const ofSession = put('{"bid":\r\n {{member.trusted_metadata.billing_id}}}\n', "audience");
    const ofM2m = put('{"tier": {{ client.trusted_metadata.subscription_tier }}}', "other");
    const made = await send("PUT", session, ofSession);
    expect(made.body).toMatchObject({ jwt_template: { ...ofSession, jwt_template_type: "SESSION" } });
    expect((await send("PUT", m2m, ofM2m)).body).toEqual({
      jwt_template: { ...ofM2m, jwt_template_type: "M2M" },
      warnings: expect.any(Array),
    });
    expect((await send("GET", session)).body).toEqual({ jwt_template: { ...ofSession, jwt_template_type: "SESSION" } });
    expect((await send("GET", m2m)).body).toEqual({ jwt_template: { ...ofM2m, jwt_template_type: "M2M" } });
  });

  test("are what a session's claims are made of, and each change is in the audit log by the id of the key", async () => {
    const { send, backend, projectId } = await managementApp();
    await send("PUT", session, { template_content: '{ "plan": "free" }' });
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error("there is one");
    const { active, scope } = await projectContext(backend, new ActiveConfigurations(), project);
    expect(active.configuration).toMatchObject({ template: '{ "plan": "free" }', customAudience: "" });
    await send("PUT", session, { template_content: '{ "plan": "free" }', custom_audience: null });
    const { items } = await scope.collection(auditCollection).find("recent", [], { limit: 10 });
    expect(items.map(({ actor, revisionBefore, revisionAfter }) => [actor, revisionBefore, revisionAfter])).toEqual([
      [workspaceKey.keyId, 0, 1],
    ]);
  });

  test.each([
    [session, '{ "a": 1, }', "jwt_template_invalid_json", "trailing-comma", 1, 9],
    [session, "", "jwt_template_invalid_json", "not-an-object", 1, 1],
    [session, '{\n  "a": << member.nmae >>\n}', "jwt_template_invalid_tag", "unknown-property", 2, 18],
    [session, '{ "a": << client.client_id >> }', "jwt_template_invalid_tag", "unknown-root", 1, 11],
    [session, '{ "a": << 1 + >> }', "jwt_template_invalid_tag", "unexpected-token", 1, 15],
    [session, '{ "a": member.name }', "jwt_template_invalid_json", "unexpected-token", 1, 8],
    [session, '{ "a": {{ member.name >> }', "jwt_template_mismatched_tag", "mismatched-tag", 1, 23],
    [session, '{ "a": << member.name }', "jwt_template_mismatched_tag", "unclosed-tag", 1, 8],
    [session, '{ "iss": "x" }', "reserved_claims_in_custom_claims", "reserved-claim", 1, 3],
    [session, '{ "https://stytch.com/x": 1 }', "stytch_claims_in_custom_claims", "reserved-namespace", 1, 3],
    [session, `{ "a": "${"x".repeat(5000)}" }`, "custom_claims_too_large", "output-too-large", 1, 1],
    [m2m, '{\r\n "a": << member.name >> }', "jwt_template_invalid_tag", "unknown-root", 2, 10],
  ])("with an error are refused with its place, and the one before stays: %s %s", async (path, text, ...expected) => {
    const { send } = await managementApp();
    await send("PUT", path, put('{ "before": 1 }'));
    const refused = await send("PUT", path, put(text));
    const { reason, diagnostics } = Object(refused.body.error_details);
    const [first] = diagnostics;
    expect([refused.errorType, reason, first.line, first.column]).toEqual(expected);
    expect(refused.status).toBe(400);
    expect(first).toMatchObject({ severity: "error", message: expect.any(String), end_line: expect.any(Number) });
    const { jwt_template } = Object((await send("GET", path)).body);
    expect(jwt_template.template_content).toBe('{ "before": 1 }');
  });

  test("are refused with every error, and with what to do about it", async () => {
    const { send } = await managementApp();
    const { body } = await send("PUT", session, put('{ "a": << member.nmae >>, "b": << orgnization.x >> }'));
    expect(body.error_message).toBe("Unknown property `nmae` of `member`.");
    expect(body.error_details).toEqual({
      reason: "unknown-property",
      diagnostics: [
        {
          code: "unknown-property",
          severity: "error",
          message: "unknown property `nmae` of `member`",
          help: "did you mean `name`?",
          line: 1,
          column: 18,
          end_line: 1,
          end_column: 22,
        },
        expect.objectContaining({ code: "unknown-root", column: 35 }),
      ],
    });
  });

  test("are refused for an audience that no token can have", async () => {
    const { send } = await managementApp();
    for (const path of [session, m2m]) {
      const { status, errorType, body } = await send("PUT", path, put("{}", "a\nb"));
      expect({ status, errorType }).toEqual({ status: 400, errorType: "invalid_argument" });
      expect(body.error_details).toMatchObject({
        reason: "invalid_custom_audience",
        problems: [{ code: "invalid_custom_audience", field: "/custom_audience" }],
      });
    }
  });

  test("that leave members without claims are refused, or forced; what is published comes with warnings", async () => {
    const { send, backend, projectId } = await managementApp();
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error("there is one");
    const context = await projectContext(backend, new ActiveConfigurations(), project);
    const { id: organizationId } = await createOrganization(context, { name: "Acme" });
    const fields = { organizationId, emailAddress: "ada@example.com", roles: [] };
    await insertSubject(context, newSubject(context, fields));
    const failing = put('{ "a": << required(member.external_id) >> }');
    const refused = await send("PUT", session, failing);
    expect(refused).toMatchObject({
      status: 409,
      errorType: "publication_would_refuse_members",
      body: { error_details: { problems: [{ field: "/template_content", tried: 1, refused: 1 }] } },
    });
    for (const word of ["force", "force=1", "force=yes", "force=false"]) {
      expect((await send("PUT", `${session}?${word}`, failing)).status).toBeGreaterThanOrEqual(400);
    }
    const { body } = await send("PUT", `${session}?force=true`, failing);
    expect(body.warnings).toContainEqual(
      expect.objectContaining({ severity: "warning", message: expect.stringMatching(/^the template gives no claims/) }),
    );
    const linted = await send("PUT", session, put('{ "a": << member.name ?? null >> }'));
    expect(linted.body.warnings).toContainEqual(expect.objectContaining({ code: "no-useless-default", line: 1 }));
    const other = await send("PUT", m2m, put('{ "a": << client.client_name ?? null >> }'));
    expect(other.body.warnings).toContainEqual(expect.objectContaining({ code: "no-useless-default" }));
  });

  test("of more than 16 KiB are refused", async () => {
    const { send } = await managementApp();
    for (const path of [session, m2m]) {
      expect(await send("PUT", path, put(`{${" ".repeat(16_383)}}`))).toMatchObject({
        status: 400,
        errorType: "jwt_template_too_large",
        body: { error_details: { problems: [{ field: "/template_content" }] } },
      });
    }
  });

  test("are of a type that there is", async () => {
    const { send } = await managementApp();
    for (const method of ["GET", "PUT"] as const) {
      const answer = await send(method, "/jwt_templates/JWTTemplateType.SESSION", put("{}"));
      expect(answer).toMatchObject({ status: 404, errorType: "jwt_template_not_found" });
    }
  });

  test("are empty texts where they are left out, which no template is", async () => {
    const { send } = await managementApp();
    for (const body of [{}, "", { template_content: null }]) {
      const refused = await send("PUT", session, body);
      expect([refused.status, refused.errorType]).toEqual([400, "jwt_template_invalid_json"]);
      expect(refused.body.error_message).toBe("The template is empty.");
    }
  });

  test("are refused in another shape", async () => {
    const { send } = await managementApp();
    const { errorType, body } = await send("PUT", session, { template_content: {} });
    expect([errorType, body.error_message]).toEqual([
      "invalid_argument",
      "`/template_content` in the body must be a string or null.",
    ]);
  });
});
