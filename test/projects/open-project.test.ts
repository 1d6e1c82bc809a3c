import { describe, expect, test } from "vitest";
import {
  ActiveConfigurations,
  addSecret,
  type Backend,
  createProject,
  deleteSecret,
  emptyConfiguration,
  openProject,
  openPublicProject,
  readProject,
  verticals,
} from "../../src/projects/index.ts";
import { countedStore } from "../../src/server/metrics/counted-store.ts";
import { masterKeysOf } from "../support/backend.ts";
import { newBackend, newShop, projectId } from "./support/new-backend.ts";

const secret = "secret-test-0123456789abcdefghijklmnopq";

async function backendWithProject(): Promise<Backend> {
  const { backend } = await newBackend();
  await addSecret(backend, await newShop(backend), { secret, isDeclared: true });
  return backend;
}

describe("opening a project with credentials", () => {
  test("gives what its requests work with", async () => {
    const backend = await backendWithProject();
    const context = await openProject(backend, new ActiveConfigurations(), { projectId, secret });
    expect(context).toMatchObject({
      backend,
      project: { id: projectId, environment: "test", projectSlug: "shop", environmentSlug: "test" },
      vertical: verticals.b2b,
      active: { revision: 0, configuration: emptyConfiguration },
    });
    expect(context.active.template.evaluate({})).toEqual({ ok: true, claims: {} });
    expect((await context.keys.ring()).projectId).toBe(projectId);
  });

  test.each([
    ["a wrong secret", projectId, `${secret}x`],
    ["an empty secret", projectId, ""],
    ["an unknown project", "project-test-2", secret],
    ["no project id", "", secret],
    ["the scope of the system", "claimsmith", secret],
    ["the name of a property of objects", "__proto__", secret],
  ])("refuses %s as unauthorized", async (_, id, text) => {
    const backend = await backendWithProject();
    const opening = openProject(backend, new ActiveConfigurations(), { projectId: id, secret: text });
    await expect(opening).rejects.toMatchObject({ name: "ApiError", type: "unauthorized_credentials" });
  });

  test("refuses a project that has no secret", async () => {
    const { backend } = await newBackend();
    await newShop(backend);
    const opening = openProject(backend, new ActiveConfigurations(), { projectId, secret: "" });
    await expect(opening).rejects.toMatchObject({ type: "unauthorized_credentials" });
  });

  test("refuses the secret of another project", async () => {
    const { backend } = await newBackend();
    const { secret: one } = await addSecret(backend, await newShop(backend), { isDeclared: false });
    const slugs = { projectSlug: "other", environmentSlug: "test" };
    const other = await createProject(backend, { projectId: `${projectId}x`, vertical: "b2b", ...slugs });
    await addSecret(backend, other, { isDeclared: false });
    const opening = openProject(backend, new ActiveConfigurations(), { projectId: other.id, secret: one });
    await expect(opening).rejects.toMatchObject({ type: "unauthorized_credentials" });
  });

  test("says so when the master key is another one", async () => {
    const backend = { ...(await backendWithProject()), masterKeys: masterKeysOf("x") };
    const opening = openProject(backend, new ActiveConfigurations(), { projectId, secret });
    await expect(opening).rejects.toMatchObject({ code: "master_key_mismatch" });
  });

  test("opens with any of several master keys", async () => {
    const backend = { ...(await backendWithProject()), masterKeys: masterKeysOf("x", "m") };
    const context = await openProject(backend, new ActiveConfigurations(), { projectId, secret });
    expect(context.project.id).toBe(projectId);
  });
});

describe("opening a project that was met before", () => {
  /** What is read of the store to open it with a secret. */
  async function world() {
    const plain = await backendWithProject();
    const read: string[] = [];
    const backend: Backend = {
      ...plain,
      store: countedStore(plain.store, ({ collection }) => void read.push(collection)),
    };
    const active = new ActiveConfigurations();
    await openProject(backend, active, { projectId, secret });
    const open = async (text: string) => {
      read.length = 0;
      const outcome = await openProject(backend, active, { projectId, secret: text }).then(
        () => "opened",
        (error: unknown) => Object(error).type,
      );
      return { outcome, read: read.toSorted() };
    };
    return { backend, open };
  }
  const everything = ["configurations", "key_rings", "projects"];

  test("reads all at once for a right secret, and the project alone for a wrong one", async () => {
    const { open } = await world();
    expect(await open(secret)).toEqual({ outcome: "opened", read: everything });
    expect(await open(`${secret}x`)).toEqual({ outcome: "unauthorized_credentials", read: ["projects"] });
  });

  test("knows a secret that it was given since, and none that it was given before and has lost", async () => {
    const { backend, open } = await world();
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error("there is a project");
    const { secret: second } = await addSecret(backend, project, { isDeclared: false });
    expect((await open(second)).outcome).toBe("opened");
    const [{ secretId = "" } = {}] = project.secrets;
    expect(await deleteSecret(backend, project, secretId)).toBe(true);
    expect(await open(secret)).toEqual({ outcome: "unauthorized_credentials", read: everything });
    expect(await open(secret)).toEqual({ outcome: "unauthorized_credentials", read: ["projects"] });
    expect((await open(second)).outcome).toBe("opened");
  });
});

describe("opening a project without credentials", () => {
  test("gives the same for its id", async () => {
    const backend = await backendWithProject();
    const context = await openPublicProject(backend, new ActiveConfigurations(), projectId);
    expect(context?.project.id).toBe(projectId);
  });

  test("gives nothing for another id", async () => {
    const backend = await backendWithProject();
    expect(await openPublicProject(backend, new ActiveConfigurations(), "project-test-2")).toBeUndefined();
  });
});
