import { Type } from "typebox";
import type { NothingLeft } from "../../../projects/index.ts";
import {
  addPemFile,
  createProfile,
  deletePemFile,
  deleteProfile,
  pemFileIn,
  profileIn,
  updateProfile,
} from "../../../publishing/index.ts";
import type { ApiRoute } from "../../http/api-route.ts";
import { nothing } from "../../http/nothing.ts";
import { pemFileSchema, pemFileView, profileSchema, profileView } from "../../views/profile-view.ts";
import { managementRoute } from "./management-route.ts";
import { textOrNull } from "./optional-fields.ts";
import { profileChanges, profileFields, readProfileChanges, readProfileFields } from "./profile-fields.ts";

const path = "/trusted_token_profiles";
const answer = Type.Object({ profile: profileSchema });
const pemFileAnswer = Type.Object({ pem_file: pemFileSchema });

/** The profiles of trusted tokens, and their public keys. */
export const profileRoutes: readonly ApiRoute[] = [
  managementRoute({
    method: "POST",
    path,
    body: profileFields,
    response: answer,
    handle: async (context, { body, actor }) => {
      const profile = await createProfile(context, { actor, fields: readProfileFields(body) });
      return { profile: profileView(profile) };
    },
  }),
  managementRoute({
    method: "GET",
    path,
    response: Type.Object({ profiles: Type.Array(profileSchema) }),
    handle: async ({ active }) => ({ profiles: active.configuration.profiles.map(profileView) }),
  }),
  managementRoute({
    method: "GET",
    path: `${path}/:profile_id`,
    params: ["profile_id"],
    response: answer,
    handle: async ({ active }, { params }) => ({
      profile: profileView(profileIn(active.configuration, params.profile_id)),
    }),
  }),
  managementRoute({
    method: "PATCH",
    path: `${path}/:profile_id`,
    params: ["profile_id"],
    body: profileChanges,
    response: answer,
    handle: async (context, { params, body, actor }) => {
      const fields = readProfileChanges(body);
      return { profile: profileView(await updateProfile(context, params.profile_id, { actor, fields })) };
    },
  }),
  managementRoute({
    method: "DELETE",
    path: `${path}/:profile_id`,
    params: ["profile_id"],
    response: nothing,
    handle: async (context, { params, actor }) => {
      await deleteProfile(context, params.profile_id, { actor });
      return {};
    },
  }),
  managementRoute({
    method: "POST",
    path: `${path}/:profile_id/keys`,
    params: ["profile_id"],
    body: Type.Object({ public_key: textOrNull }),
    response: pemFileAnswer,
    handle: async (context, { params, body, actor }) => {
      const { public_key, ...rest } = body;
      rest satisfies NothingLeft;
      const fields = { publicKey: public_key ?? "" };
      return { pem_file: pemFileView(await addPemFile(context, params.profile_id, { actor, fields })) };
    },
  }),
  managementRoute({
    method: "GET",
    path: `${path}/:profile_id/keys/:pem_file_id`,
    params: ["profile_id", "pem_file_id"],
    response: pemFileAnswer,
    handle: async ({ active }, { params }) => ({
      pem_file: pemFileView(pemFileIn(profileIn(active.configuration, params.profile_id), params.pem_file_id)),
    }),
  }),
  managementRoute({
    method: "DELETE",
    path: `${path}/:profile_id/keys/:pem_file_id`,
    params: ["profile_id", "pem_file_id"],
    response: nothing,
    handle: async (context, { params, actor }) => {
      await deletePemFile(context, params.profile_id, { actor, fields: { pemFileId: params.pem_file_id } });
      return {};
    },
  }),
];
