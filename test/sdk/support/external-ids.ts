/** External ids that issuers have as subjects, and such whose characters mean something in an address. */
export const externalIds: readonly string[] = [
  "samlp|acme|ada@example.com",
  "repo:org/app:ref:refs/heads/main",
  "spiffe://prod.example/ns/default/sa/api",
  "Zm9v+/bar==",
  "../search",
  "a/../../b",
  "%2e%2e",
  "100%2Fx%",
  "?a=1&b=2#c;d",
  "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~",
  "/".repeat(128),
];
