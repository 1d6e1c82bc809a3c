import { expect, test } from "vitest";
import { allCollections } from "../../../src/server/start/open-store.ts";
import { declaredShape } from "../../../src/store/declared-shape.ts";

/*
 * A store that was made with another version of a collection, other indexes or another expiry is refused at the start,
 * and nothing migrates it: a row that changes here closes every store that is there. A new row closes none.
 */
test("the collections are as the stores that are there have them", () => {
  const shapes = allCollections.map((collection) => {
    const { version, rows } = declaredShape(collection);
    return `${collection.name} ${version} ${rows.replaceAll('"', "")}`;
  });
  expect(shapes.toSorted()).toEqual([
    "audit 1 [[[recent,[recency],false,false]],null]",
    "configurations 1 [[],null]",
    "key_rings 1 [[],null]",
    "master_key_checks 1 [[],null]",
    "organizations 1 [[[external_id,[externalId],true,true],[former_slug,[formerSlug],false,true],[slug,[slug],true,true]],null]",
    "projects 1 [[[slugs,[projectSlug,environmentSlug],true,false]],null]",
    "sessions 1 [[[subject,[subjectId,startedAt],false,false],[token,[tokenHash],true,false]],expiresAt]",
    "subjects 1 [[[email,[organizationId,emailKey],true,true],[email_by_status,[organizationId,emailAddress,status],false,true],[external_id,[organizationId,externalIdKey],true,true],[external_id_by_status,[organizationId,externalId,status],false,true],[organization,[organizationId,recency],false,false],[recent,[recency],false,false]],null]",
    "used_tokens 1 [[],expiresAt]",
    "workspaces 1 [[],null]",
  ]);
});
