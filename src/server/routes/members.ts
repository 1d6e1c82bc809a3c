import { type Static, Type } from "typebox";
import {
  deleteSubject,
  findMemberAnywhere,
  findOrganization,
  findSubject,
  insertSubject,
  newSubject,
  type Organization,
  reactivateSubject,
  type Subject,
  subjectByEmail,
  updateSubject,
} from "../../directory/index.ts";
import { ApiError, type ProjectContext } from "../../projects/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { memberSchema, memberView } from "../views/member-view.ts";
import { organizationSchema, organizationView } from "../views/organization-view.ts";
import { memberChanges, newMemberFields, readMemberChanges, readNewMember } from "./member-fields.ts";

const path = "/v1/b2b/organizations/:organization_id/members";
/** An id, an external id or a slug. */
const organizationParams = Type.Object({ organization_id: Type.String() });
/** Besides, an id or an external id of a member. */
const memberParams = Type.Object({ organization_id: Type.String(), member_id: Type.String() });
const response = Type.Object({ member_id: Type.String(), member: memberSchema, organization: organizationSchema });

/** Members of organizations of B2B projects. */
export const memberRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "POST",
    path,
    vertical: "b2b",
    params: organizationParams,
    query: nothing,
    body: newMemberFields,
    response,
    handle: async (context, { params, body }) => {
      const organization = await findOrganization(context, params.organization_id);
      const member = newSubject(context, { ...readNewMember(body), organizationId: organization.id }, organization);
      return answer(context, await insertSubject(context, member), organization);
    },
  }),
  apiRoute({
    method: "GET",
    path: "/v1/b2b/organizations/:organization_id/member",
    vertical: "b2b",
    params: organizationParams,
    query: Type.Object({ member_id: Type.Optional(Type.String()), email_address: Type.Optional(Type.String()) }),
    body: nothing,
    response,
    handle: async (context, { params, query }) => {
      const organization = await findOrganization(context, params.organization_id);
      return answer(context, await queriedMember(context, organization, query), organization);
    },
  }),
  apiRoute({
    method: "GET",
    path: "/v1/b2b/organizations/members/dangerously_get/:member_id",
    vertical: "b2b",
    params: Type.Object({ member_id: Type.String() }),
    query: Type.Object({ include_deleted: Type.Optional(Type.Boolean()) }),
    body: nothing,
    response,
    handle: async (context, { params, query }) => {
      const includeDeleted = query.include_deleted === true;
      const { member, organization } = await findMemberAnywhere(context, params.member_id, { includeDeleted });
      return answer(context, member, organization);
    },
  }),
  apiRoute({
    method: "PUT",
    path: `${path}/:member_id`,
    vertical: "b2b",
    params: memberParams,
    query: nothing,
    body: memberChanges,
    response,
    handle: async (context, { params, body }) => {
      const { member, organization } = await namedMember(context, params);
      return answer(context, await updateSubject(context, member, readMemberChanges(body), organization), organization);
    },
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:member_id`,
    vertical: "b2b",
    params: memberParams,
    query: nothing,
    body: nothing,
    response: Type.Object({ member_id: Type.String() }),
    handle: async (context, { params }) => {
      const { member } = await namedMember(context, params);
      await deleteSubject(context, member);
      return { member_id: member.id };
    },
  }),
  apiRoute({
    method: "PUT",
    path: `${path}/:member_id/reactivate`,
    vertical: "b2b",
    params: memberParams,
    query: nothing,
    body: nothing,
    response,
    handle: async (context, { params }) => {
      const organization = await findOrganization(context, params.organization_id);
      return answer(context, await reactivateSubject(context, organization.id, params.member_id), organization);
    },
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:member_id/external_id`,
    vertical: "b2b",
    params: memberParams,
    query: nothing,
    body: nothing,
    response,
    handle: async (context, { params }) => {
      const { member, organization } = await namedMember(context, params);
      return answer(context, await updateSubject(context, member, { externalId: null }), organization);
    },
  }),
];

async function namedMember(context: ProjectContext, params: Static<typeof memberParams>) {
  const organization = await findOrganization(context, params.organization_id);
  const member = await findSubject(context, { organizationId: organization.id, ref: params.member_id });
  return { organization, member };
}

async function queriedMember(
  context: ProjectContext,
  { id: organizationId }: Organization,
  query: { readonly member_id?: string; readonly email_address?: string },
): Promise<Subject> {
  const { member_id: ref, email_address: email } = query;
  if (ref !== undefined && email === undefined) return findSubject(context, { organizationId, ref });
  if (email === undefined || ref !== undefined) throw new ApiError("invalid_member_get_fields");
  const member = await subjectByEmail(context, organizationId, email);
  if (member === undefined) throw new ApiError("member_not_found");
  return member;
}

function answer(context: ProjectContext, member: Subject, organization: Organization): Static<typeof response> {
  return {
    member_id: member.id,
    member: memberView(context, member, organization),
    organization: organizationView(organization),
  };
}
