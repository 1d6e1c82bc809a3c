import { describe, expect, test } from "vitest";
import { isDuplicate } from "../../src/directory/index.ts";
import { ApiError, type ApiErrorType, messageByType } from "../../src/projects/index.ts";
import { DuplicateKeyError } from "../../src/store/index.ts";

describe("a refusal because of a key that another record has", () => {
  test("is told from every other", () => {
    const types = Object.keys(messageByType).filter((type) => isDuplicate(new ApiError(type as ApiErrorType)));
    expect(types.sort()).toEqual([
      "duplicate_email",
      "duplicate_member_email",
      "duplicate_member_external_id",
      "duplicate_user_external_id",
      "organization_external_id_already_used",
      "organization_id_already_used",
      "organization_slug_already_used",
    ]);
    expect(isDuplicate(new DuplicateKeyError("subjects", "email"))).toBe(false);
    expect(isDuplicate(undefined)).toBe(false);
  });
});
