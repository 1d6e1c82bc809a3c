import { type Static, Type } from "typebox";
import type { ProfileChanges, ProfileFields } from "../../../publishing/index.ts";
import { signatureAlgorithms } from "../../../tokens/index.ts";
import { flagOrNull, listOrNull, textOrNull } from "./optional-fields.ts";

const changeable = {
  name: textOrNull,
  audience: textOrNull,
  issuer: textOrNull,
  can_jit_provision: flagOrNull,
  jwks_url: textOrNull,
  attribute_mapping: Type.Optional(
    Type.Unsafe<Readonly<Record<string, string>> | null>({
      type: ["object", "null"],
      additionalProperties: { type: "string" },
    }),
  ),
  // What Stytch's profiles do not have. Where a declared state has null for a value of its own, so it is here.
  single_use: flagOrNull,
  allowed_organizations: listOrNull(Type.String()),
  algorithms: listOrNull(Type.Enum([...signatureAlgorithms])),
  leeway_seconds: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
  max_lifetime_seconds: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
};

/** What a request says of a profile that is there. */
export const profileChanges = Type.Object(changeable);

/** What a request says of a new profile. */
export const profileFields = Type.Object({
  ...changeable,
  pem_files: listOrNull(Type.String()),
  public_key_type: Type.Optional(
    Type.Unsafe<"PEM" | "JWK" | "UNSPECIFIED" | "" | null>({ enum: ["PEM", "JWK", "UNSPECIFIED", "", null] }),
  ),
});

/** What a request changes of a profile: what is absent or null stays, but for the fields whose null is a value. */
export function readProfileChanges(body: Static<typeof profileChanges>): ProfileChanges {
  const { name, audience, issuer, can_jit_provision, jwks_url, attribute_mapping, single_use, leeway_seconds } = body;
  const { allowed_organizations, algorithms, max_lifetime_seconds } = body;
  return {
    ...(isSaid(name) && { name }),
    ...(isSaid(audience) && { audience }),
    ...(isSaid(issuer) && { issuer }),
    ...(isSaid(can_jit_provision) && { can_jit_provision }),
    ...(isSaid(jwks_url) && { jwks_url }),
    ...(isSaid(attribute_mapping) && { attribute_mapping }),
    ...(isSaid(single_use) && { single_use }),
    ...(isSaid(leeway_seconds) && { leeway_seconds }),
    ...(allowed_organizations !== undefined && { allowed_organizations }),
    ...(algorithms !== undefined && { algorithms }),
    ...(max_lifetime_seconds !== undefined && { max_lifetime_seconds }),
  };
}

function isSaid<T>(value: T): value is T & {} {
  return value !== undefined && value !== null;
}

/** What a request says of a new profile. The type of its keys, where it says none, follows from what there is of them. */
export function readProfileFields({
  pem_files,
  public_key_type,
  jwks_url,
  ...rest
}: Static<typeof profileFields>): ProfileFields {
  const url = jwks_url ?? "";
  const typeByUrl = url === "" ? "PEM" : "JWK";
  return {
    ...readProfileChanges(rest),
    ...(url !== "" && { jwks_url: url }),
    pem_files: [...(pem_files ?? [])],
    public_key_type: public_key_type === "PEM" || public_key_type === "JWK" ? public_key_type : typeByUrl,
  };
}
