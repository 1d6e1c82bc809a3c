import type { VerticalId } from "./vertical.ts";

/** What a path of another product's templates is called here, by vertical; what follows it is kept. */
interface ForeignPath {
  readonly path: readonly string[];
  readonly meant: Partial<Readonly<Record<VerticalId, string>>>;
}

const same = (path: string, b2b: string, consumer: string): ForeignPath => ({
  path: path.split("."),
  meant: { b2b, consumer },
});

const metadata = (path: string): ForeignPath => same(path, "member.trusted_metadata", "user.trusted_metadata");
const subject = (path: string, b2b: string, consumer: string): ForeignPath =>
  same(path, `member.${b2b}`, `user.${consumer}`);

/** Longest first where one begins another. */
const foreignPaths: readonly ForeignPath[] = [
  metadata("user.public_metadata"),
  metadata("user.publicMetadata"),
  metadata("user.private_metadata"),
  metadata("user.metadata"),
  metadata("identity.entity.metadata"),
  subject("user.primary_email_address", "email_address", "email_address"),
  subject("user.primary_phone_number", "trusted_metadata.phone_number", "phone_number"),
  subject("user.email", "email_address", "email_address"),
  subject("user.full_name", "name", "name"),
  subject("user.first_name", "name", "name.first_name"),
  subject("user.last_name", "name", "name.last_name"),
  subject("user.id", "member_id", "user_id"),
  subject("identity.entity.name", "name", "name"),
  subject("identity.entity.id", "member_id", "user_id"),
  subject("identity.entity.groups.names", "rbac.roles", "rbac.roles"),
  subject("organization_membership.roles", "rbac.roles", "rbac.roles"),
  subject("organization_membership.role", "rbac.roles", "rbac.roles"),
  subject("org_membership.role", "rbac.roles", "rbac.roles"),
  subject("membership.role", "rbac.roles", "rbac.roles"),
  subject("org.role", "rbac.roles", "rbac.roles"),
  { path: ["organization", "metadata"], meant: { b2b: "organization.trusted_metadata" } },
  { path: ["organization", "id"], meant: { b2b: "organization.organization_id" } },
  { path: ["organization", "name"], meant: { b2b: "organization.organization_name" } },
  { path: ["org", "public_metadata"], meant: { b2b: "organization.trusted_metadata" } },
  { path: ["org", "id"], meant: { b2b: "organization.organization_id" } },
  { path: ["org", "name"], meant: { b2b: "organization.organization_name" } },
  { path: ["org", "slug"], meant: { b2b: "organization.organization_slug" } },
];

/** A path of another dialect: how much of it is foreign, and what that part is called here. */
export interface ForeignMatch {
  /** How many names of the path it takes, the root included. */
  readonly length: number;
  readonly meant: string;
}

/** Whether a path, by its names, is one of another product's templates. */
export function foreignPath(names: readonly string[], vertical: VerticalId): ForeignMatch | undefined {
  for (const { path, meant } of foreignPaths) {
    const here = meant[vertical];
    if (here !== undefined && path.every((name, index) => names[index] === name))
      return { length: path.length, meant: here };
  }
  return undefined;
}
