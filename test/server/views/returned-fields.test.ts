import { expect, test } from "vitest";
import { isApiField } from "../../../src/language/vocabulary/api-fields.ts";
import { rootsByVertical } from "../../../src/language/vocabulary/roots.ts";
import { memberSchema } from "../../../src/server/views/member-view.ts";
import { organizationSchema } from "../../../src/server/views/organization-view.ts";
import { userSchema } from "../../../src/server/views/user-view.ts";

test.each([
  ["member", memberSchema, rootsByVertical.b2b.member],
  ["organization", organizationSchema, rootsByVertical.b2b.organization],
  ["user", userSchema, rootsByVertical.consumer.user],
])("templates read each field that the API returns on a %s, or data may have it besides", (name, schema, read = {}) => {
  const unknown = Object.keys(schema.properties).filter(
    (field) => !Object.hasOwn(read, field) && !isApiField(name, field),
  );
  const place = "src/language/vocabulary, in roots.ts if templates read it, else in api-fields.ts";
  expect(unknown, `each field is named in ${place}`).toEqual([]);
});
