import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "../../../src/server/start/start-server.ts";
import { publicKeys } from "../public-keys.ts";
import { startTlsFront } from "./tls-front.ts";

/** The official Python client of Stytch's management API. */
export const managementClient = "stytch-management==1.2.0";

/** What a run of it came to. */
export interface ClientRun {
  /** 0 if every call did what it should. */
  readonly code: number;
  /** A line for each call. */
  readonly output: string;
}

const program = fileURLToPath(new URL("client_program.py", import.meta.url));

/** Has the client make each of its calls to a server of its own, through TLS. `bin` is where its Python is. */
export async function runManagementClient(bin: string): Promise<ClientRun> {
  const workspaceKeyId = "workspace-key-1";
  const workspaceKeySecret = "workspace-secret-0123456789abcdef";
  const slugs = { project_slug: "shop", environment_slug: "test" };
  const server = await startServer({
    ephemeral: true,
    workspaceKeyId,
    workspaceKeySecret,
    apply: {
      projects: [
        { project_id: "project-test-shop", vertical: "b2b", ...slugs },
        { project_id: "project-test-games", vertical: "consumer", ...slugs, project_slug: "games" },
      ],
    },
  });
  const front = await startTlsFront(server.url);
  const folder = await mkdtemp(join(tmpdir(), "claimsmith-tls-"));
  const bundle = join(folder, "certificate.pem");
  try {
    await writeFile(bundle, front.certificate);
    const { rsa, p256 } = publicKeys;
    const world = { url: front.url, workspaceKeyId, workspaceKeySecret, rsa, p256 };
    // Neither a proxy nor other authorities: what is on this machine is asked, and nothing else is trusted.
    const env = { PATH: process.env.PATH, NO_PROXY: "*", REQUESTS_CA_BUNDLE: bundle, SSL_CERT_FILE: bundle };
    return await new Promise((resolve) => {
      const args = [program, JSON.stringify(world)];
      execFile(join(bin, "python"), args, { env }, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error === null ? 0 : 1;
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  } finally {
    await front.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
