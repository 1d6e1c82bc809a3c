import { describe, expect, test } from "vitest";
import { Metrics } from "../../../src/server/metrics/metrics.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import { serverKeySets } from "../../../src/server/start/server-key-sets.ts";
import { goodSet } from "../../tokens/support/jwks.ts";
import { answering, keySetServer } from "../../tokens/support/key-set-server.ts";

/** The key sets of a server in development, and the lines of its log. */
function world() {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const logger = createLogger("info", {
    write(line) {
      lines.push(JSON.parse(line));
    },
  });
  const keySetAccess = { allowHosts: [], allowLoopbackHttp: true };
  return { keySets: serverKeySets({ clock: () => 0, keySetAccess }, logger, new Metrics()), lines };
}

describe("the key sets of a server", () => {
  test("are fetched over the network, by the names that the system knows", async () => {
    const { port } = await keySetServer(answering({ body: goodSet }));
    const { keySets, lines } = world();
    expect(await keySets.find(`http://localhost:${port}/jwks`, "good")).toMatchObject({ keys: [{ kid: "good" }] });
    expect(lines).toEqual([]);
  });

  test("are missed in the log, by the host and the reason alone", async () => {
    const { port } = await keySetServer(answering({ status: "500 No" }));
    const { keySets, lines } = world();
    await keySets.find(`http://127.0.0.1:${port}/jwks?key=planted-secret`, "good");
    expect(lines).toMatchObject([
      {
        level: "warn",
        msg: "a key set cannot be had",
        jwks_host: `127.0.0.1:${port}`,
        reason: "key_set_status_not_ok",
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain("planted-secret");
  });
});
