import type { VerticalId } from "./vertical.ts";

/** What a path of another product's templates is called here, by vertical; what follows it is kept. */
interface ForeignPath {
  readonly path: readonly string[];
  /** Whether the value is the same, so that the one can be put in the other's place unasked. */
  readonly exact: boolean;
  readonly meant: Partial<Readonly<Record<VerticalId, string>>>;
}

const same = (path: string, b2b: string, consumer: string): ForeignPath => ({
  path: path.split("."),
  exact: true,
  meant: { b2b, consumer },
});

/** What comes nearest: another value, or another kind of one. */
const like = (path: string, b2b: string, consumer: string): ForeignPath => ({
  ...same(path, `member.${b2b}`, `user.${consumer}`),
  exact: false,
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
  like("user.primary_phone_number", "trusted_metadata.phone_number", "phone_number"),
  subject("user.email", "email_address", "email_address"),
  like("user.full_name", "name", "name"),
  like("user.first_name", "name", "name.first_name"),
  like("user.last_name", "name", "name.last_name"),
  subject("user.id", "member_id", "user_id"),
  { path: ["user", "user_id"], exact: true, meant: { b2b: "member.member_id" } },
  { path: ["member", "member_id"], exact: true, meant: { consumer: "user.user_id" } },
  like("identity.entity.name", "name", "name"),
  subject("identity.entity.id", "member_id", "user_id"),
  like("identity.entity.groups.names", "rbac.roles", "rbac.roles"),
  subject("organization_membership.roles", "rbac.roles", "rbac.roles"),
  like("organization_membership.role", "rbac.roles", "rbac.roles"),
  like("org_membership.role", "rbac.roles", "rbac.roles"),
  like("membership.role", "rbac.roles", "rbac.roles"),
  like("org.role", "rbac.roles", "rbac.roles"),
  { exact: true, path: ["organization", "metadata"], meant: { b2b: "organization.trusted_metadata" } },
  { exact: true, path: ["organization", "id"], meant: { b2b: "organization.organization_id" } },
  { exact: true, path: ["organization", "name"], meant: { b2b: "organization.organization_name" } },
  { exact: true, path: ["org", "public_metadata"], meant: { b2b: "organization.trusted_metadata" } },
  { exact: true, path: ["org", "id"], meant: { b2b: "organization.organization_id" } },
  { exact: true, path: ["org", "name"], meant: { b2b: "organization.organization_name" } },
  { exact: true, path: ["org", "slug"], meant: { b2b: "organization.organization_slug" } },
];

/** A path of another dialect: how much of it is foreign, and what that part is called here. */
export interface ForeignMatch {
  /** How many names of the path it takes, the root included. */
  readonly length: number;
  /** Whether it is the same value, and not only what comes nearest. */
  readonly exact: boolean;
  readonly meant: string;
}

/** Tells whether a path, by its names, is one of another product's templates. */
export function foreignPath(names: readonly string[], vertical: VerticalId): ForeignMatch | undefined {
  for (const { path, exact, meant } of foreignPaths) {
    const here = meant[vertical];
    if (here !== undefined && path.every((name, index) => names[index] === name))
      return { length: path.length, exact, meant: here };
  }
  return undefined;
}
