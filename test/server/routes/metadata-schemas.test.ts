import { expect, test } from "vitest";
import { directoryApp } from "./support/directory-app.ts";

const schema = { type: "object", properties: { level: { type: "integer", minimum: 1, maximum: 9 } } };
const organizations = "/v1/b2b/organizations";

const refused = {
  status: 400,
  body: {
    error_type: "metadata_schema_mismatch",
    error_message: "trusted_metadata does not fit its schema: at `/trusted_metadata/level`, must be integer(1..9).",
    error_details: { misfits: [{ pointer: "/trusted_metadata/level", message: "must be integer(1..9)" }] },
  },
};
const wrong = { trusted_metadata: { level: "high" } };
const right = { trusted_metadata: { level: 3 } };

test("organizations and members are made and changed only with metadata that fits, and a refusal changes nothing", async () => {
  const send = await directoryApp("b2b", {
    schemas: {
      "member.trusted_metadata": schema,
      "organization.trusted_metadata": schema,
    },
  });
  const acme = { organization_name: "Acme", organization_external_id: "acme" };
  expect(await send("POST", organizations, { ...acme, ...wrong })).toMatchObject(refused);
  expect(await send("POST", organizations, { ...acme, ...right })).toMatchObject({ status: 200 });
  const organization = `${organizations}/acme`;
  expect(await send("PUT", organization, wrong)).toMatchObject(refused);
  expect((await send("GET", organization)).body).toMatchObject({ organization: right });

  const ada = { email_address: "ada@example.com", external_id: "ada" };
  expect(await send("POST", `${organization}/members`, { ...ada, ...wrong })).toMatchObject(refused);
  expect(await send("POST", `${organization}/members`, ada)).toMatchObject({ status: 200 });
  const member = `${organization}/members/ada`;
  expect(await send("PUT", member, { name: "Ada", ...wrong })).toMatchObject(refused);
  expect((await send("GET", `${organization}/member?member_id=ada`)).body).toMatchObject({
    member: { name: "", trusted_metadata: {} },
  });
  expect(await send("PUT", member, right)).toMatchObject({ status: 200, body: { member: right } });
});

test("users are made and changed only with metadata that fits", async () => {
  const send = await directoryApp("consumer", { schemas: { "user.trusted_metadata": schema } });
  const eve = { email: "eve@example.com", external_id: "eve" };
  expect(await send("POST", "/v1/users", { ...eve, ...wrong })).toMatchObject(refused);
  expect(await send("POST", "/v1/users", { ...eve, ...right })).toMatchObject({ status: 200 });
  expect(await send("PUT", "/v1/users/eve", wrong)).toMatchObject(refused);
  expect((await send("GET", "/v1/users/eve")).body).toMatchObject(right);
});
