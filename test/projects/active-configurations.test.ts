import { describe, expect, test } from "vitest";
import {
  ActiveConfigurations,
  type Configuration,
  createProject,
  emptyConfiguration,
} from "../../src/projects/index.ts";
import { publishConfiguration } from "../../src/publishing/index.ts";
import { newBackend, newShop } from "./support/new-backend.ts";

const actor = "test";
const withTemplate = (template: string) => (configuration: Configuration) => ({ ...configuration, template });

describe("the configurations that a server has ready", () => {
  test("are compiled once for a revision", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const active = new ActiveConfigurations();
    const first = await active.read(backend, shop);
    expect(await active.read(backend, shop)).toBe(first);
    await publishConfiguration(backend, shop, withTemplate('{ "a": 1 }'), { actor });
    const second = await active.read(backend, shop);
    expect([first.revision, second.revision]).toEqual([0, 1]);
    expect(second.template.evaluate({})).toEqual({ ok: true, claims: { a: 1 } });
    expect(await active.read(backend, shop)).toBe(second);
  });

  test("are those of their project", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const slugs = { projectSlug: "app", environmentSlug: "test" };
    const app = await createProject(backend, { projectId: "project-test-2", vertical: "consumer", ...slugs });
    const active = new ActiveConfigurations();
    await publishConfiguration(backend, shop, withTemplate('{ "a": 1 }'), { actor });
    expect((await active.read(backend, app)).configuration).toEqual(emptyConfiguration);
    expect((await active.read(backend, shop)).configuration.template).toBe('{ "a": 1 }');
    expect((await active.read(backend, app)).policy.vertical).toBe("consumer");
  });

  test("are made again when more projects than they may be came in between", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const active = new ActiveConfigurations(1);
    const first = await active.read(backend, shop);
    await active.read(backend, { ...shop, id: "project-test-2" });
    const again = await active.read(backend, shop);
    expect(again).not.toBe(first);
    expect(again.configuration).toEqual(first.configuration);
  });
});
