import { type Block, firstLineOf } from "./block.ts";

/** A block that no test can run, told by its page and its first line, with the reason. */
export interface NotRun {
  readonly page: string;
  readonly firstLine: string;
  readonly reason: string;
}

/** All of them. An entry that no block has any more fails, and so does one that two blocks have. */
export const notRun: readonly NotRun[] = [
  {
    page: "CONTRIBUTING.md",
    firstLine: "npm run check:types                # first: tests of what does not compile fail everywhere",
    reason: "runs the checks and tests that it would be run by; `contributing.test.ts` knows its scripts and paths",
  },
  { page: "README.md", firstLine: "npm ci && npm start", reason: "installs the checkout that the tests run in" },
  { page: "README.md", firstLine: "npm test", reason: "is the run that it would be run by" },
  {
    page: "docs/architecture.md",
    firstLine:
      "template text ─ grammar ─▶ syntax tree ─ check ─▶ checked tree ─ evaluate ─▶ program ─ (data) ─▶ claims",
    reason: "is a drawing; `architecture-page.test.ts` knows the rooms",
  },
  {
    page: "docs/keys.md",
    firstLine: "$ claimsmith doctor --public-url https://auth.example.com",
    reason: "asks a name service for the address of a host",
  },
  {
    page: "docs/management.md",
    firstLine: "from stytch_management import Client",
    reason: "needs a package of PyPI; `management-client.test.ts` makes each call of it",
  },
  {
    page: "docs/operate.md",
    firstLine: 'for (const name of db.getCollectionNames().filter((name) => name !== "claimsmith.layouts")) {',
    reason: "needs the shell of a sharded MongoDB",
  },
  { page: "docs/operate.md", firstLine: "docker build --tag claimsmith .", reason: "needs a container engine" },
  {
    page: "docs/operate.md",
    firstLine: "docker compose up --build --detach",
    reason: "needs a container engine",
  },
  {
    page: "docs/service.md",
    firstLine:
      "export CLAIMSMITH_STORE='mongodb://user:password@db1,db2,db3/claimsmith?replicaSet=rs0&authSource=admin'",
    reason: "needs a replica set with a user of this password",
  },
];

/** Whether an entry is of this block. */
export function isOf({ page, firstLine }: NotRun, block: Block): boolean {
  return page === block.page && firstLine === firstLineOf(block.text);
}
