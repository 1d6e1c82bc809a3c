const authorityWords: ReadonlySet<string> = new Set(
  (
    "role roles permission permissions perm perms privilege privileges entitlement entitlements authority authorities " +
    "capability capabilities grant grants scope scopes group groups access acl can admin admins administrator " +
    "administrators superuser superadmin sudo"
  ).split(" "),
);

/** Tells whether the name of a claim speaks of what its bearer may do: one of its words, split at case, is such a word. */
export function isAuthorityName(name: string): boolean {
  return name
    .split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .some((word) => authorityWords.has(word.toLowerCase()));
}
