import { type Static, Type } from "typebox";
import { ApiError, type Configuration, type NothingLeft } from "../../../projects/index.ts";
import { changeConfiguration, publicationWarnings } from "../../../publishing/index.ts";
import type { ApiRoute } from "../../http/api-route.ts";
import { managementRoute } from "./management-route.ts";
import { textOrNull } from "./optional-fields.ts";

const jwtTemplate = Type.Object({
  template_content: Type.String(),
  custom_audience: Type.String(),
  jwt_template_type: Type.String(),
});

const path = "/jwt_templates/:jwt_template_type";
const params = ["jwt_template_type"] as const;

/** The templates of session JWTs, and of the tokens of M2M clients. */
export const jwtTemplateRoutes: readonly ApiRoute[] = [
  managementRoute({
    method: "GET",
    path,
    params,
    response: Type.Object({ jwt_template: jwtTemplate }),
    handle: async ({ active }, request) => ({
      jwt_template: kindOf(request.params.jwt_template_type).view(active.configuration),
    }),
  }),
  managementRoute({
    method: "PUT",
    path,
    params,
    body: Type.Object({ template_content: textOrNull, custom_audience: textOrNull }),
    isPublication: true,
    response: Type.Object({ jwt_template: jwtTemplate, warnings: Type.Array(Type.Unknown()) }),
    handle: async (context, { params: { jwt_template_type }, body, actor, isForced }) => {
      const { part, changed, view } = kindOf(jwt_template_type);
      const { template_content, custom_audience, ...rest } = body;
      rest satisfies NothingLeft;
      const change = changed(template_content ?? "", custom_audience ?? "");
      const made = await changeConfiguration(context, { actor, isForced, part, change, fieldOf });
      return { jwt_template: view(made.configuration), warnings: [...publicationWarnings(made, part)] };
    },
  }),
];

type JwtTemplate = Required<Static<typeof jwtTemplate>>;

/** A type of templates, and where a configuration has it. */
interface TemplateKind {
  readonly part: "template" | "m2m_template";
  readonly view: (configuration: Configuration) => JwtTemplate;
  readonly changed: (template: string, customAudience: string) => (before: Configuration) => Configuration;
}

const kindByType: ReadonlyMap<string, TemplateKind> = new Map<string, TemplateKind>([
  [
    "SESSION",
    {
      part: "template",
      view: ({ template, customAudience }): JwtTemplate => ({
        template_content: template,
        custom_audience: customAudience,
        jwt_template_type: "SESSION",
      }),
      changed: (template, customAudience) => (before) => ({ ...before, template, customAudience }),
    },
  ],
  [
    "M2M",
    {
      part: "m2m_template",
      view: ({ m2mTemplate, m2mCustomAudience }): JwtTemplate => ({
        template_content: m2mTemplate,
        custom_audience: m2mCustomAudience,
        jwt_template_type: "M2M",
      }),
      changed: (m2mTemplate, m2mCustomAudience) => (before) => ({ ...before, m2mTemplate, m2mCustomAudience }),
    },
  ],
]);

function kindOf(type: string): TemplateKind {
  const kind = kindByType.get(type);
  if (kind === undefined) throw new ApiError("jwt_template_not_found");
  return kind;
}

function fieldOf(pointer: string): string {
  const own = pointer.replace("/m2m_", "/");
  return own === "/template" ? "/template_content" : own;
}
