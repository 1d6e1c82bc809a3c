import { expect, test } from "vitest";
import { startServer } from "../../src/server/index.ts";
import { readPage, sectionsOf } from "./markdown.ts";

const AsyncFunction = (async () => {}).constructor;

test("the program with a server for tests of one's own runs as the page has it", async () => {
  const section = sectionsOf(readPage("service.md")).find(({ heading }) => heading === "In tests of your own");
  const [program] = section?.fences.filter(({ info }) => info === "js") ?? [];
  const [line, body] = (program?.text ?? "").split(/\n\n(.*)/s);
  expect(line).toBe('import { startServer } from "claimsmith/server";');
  const urls: string[] = [];
  const run = Reflect.construct(AsyncFunction, ["startServer", body ?? ""]);
  await run(async (options: Parameters<typeof startServer>[0]) => {
    const server = await startServer(options);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    urls.push(server.url);
    return server;
  });
  expect(urls).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)]);
  await expect(fetch(`${urls[0]}/healthz`)).rejects.toThrow();
});
