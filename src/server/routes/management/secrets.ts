import { type Static, Type } from "typebox";
import { ApiError, addSecret, deleteSecret, type ProjectSecret } from "../../../projects/index.ts";
import type { ApiRoute } from "../../http/api-route.ts";
import { nothing } from "../../http/nothing.ts";
import { rfc3339Micros } from "../../views/rfc3339-micros.ts";
import { managementRoute } from "./management-route.ts";

const newSecret = Type.Object({ secret_id: Type.String(), secret: Type.String(), created_at: Type.String() });

const maskedSecret = Type.Object({
  secret_id: Type.String(),
  last_four: Type.String(),
  created_at: Type.String(),
  /** Always null: to know it would take a write at each request. */
  used_at: Type.Null(),
});

/** The secrets that requests of a project are made with. */
export const secretRoutes: readonly ApiRoute[] = [
  managementRoute({
    method: "POST",
    path: "/secrets",
    response: Type.Object({ secret: newSecret }),
    handle: async ({ backend, project }) => {
      const { secret, secretId, project: after } = await addSecret(backend, project, { isDeclared: false });
      return { secret: newSecretView(secretIn(after.secrets, secretId), secret) };
    },
  }),
  managementRoute({
    method: "GET",
    path: "/secrets",
    response: Type.Object({ secrets: Type.Array(maskedSecret) }),
    handle: async ({ project }) => ({ secrets: project.secrets.map(secretView) }),
  }),
  managementRoute({
    method: "GET",
    path: "/secrets/:secret_id",
    params: ["secret_id"],
    response: Type.Object({ secret: maskedSecret }),
    handle: async ({ project }, request) => ({
      secret: secretView(secretIn(project.secrets, request.params.secret_id)),
    }),
  }),
  managementRoute({
    method: "DELETE",
    path: "/secrets/:secret_id",
    params: ["secret_id"],
    response: nothing,
    handle: async ({ backend, project }, request) => {
      if (!(await deleteSecret(backend, project, request.params.secret_id))) throw new ApiError("secret_not_found");
      return {};
    },
  }),
];

function secretIn(secrets: readonly ProjectSecret[], id: string): ProjectSecret {
  const secret = secrets.find(({ secretId }) => secretId === id);
  if (secret === undefined) throw new ApiError("secret_not_found");
  return secret;
}

function newSecretView({ secretId, createdAt }: ProjectSecret, secret: string): Required<Static<typeof newSecret>> {
  return { secret_id: secretId, secret, created_at: rfc3339Micros(createdAt) };
}

function secretView({ secretId, lastFour, createdAt }: ProjectSecret): Required<Static<typeof maskedSecret>> {
  return { secret_id: secretId, last_four: lastFour, created_at: rfc3339Micros(createdAt), used_at: null };
}
