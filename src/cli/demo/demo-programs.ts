import { relative, sep } from "node:path";
import { type DemoFolder, writeDemoFile } from "./demo-folder.ts";
import { demoAudience, demoIssuer, demoOrganization } from "./demo-state.ts";

/** The lifetime of the token that a demo is tried with. */
const tokenLifetimeSeconds = 12 * 60 * 60;

/**
 * Writes what programs of a demo need to reach the server, with a trusted token that is new at each start, and returns
 * what to paste to try it: a line for curl, a program with the official SDK, and the example programs. Secrets and tokens
 * stay in the files.
 */
export async function demoPrograms(
  demo: DemoFolder,
  { url, cwd, now }: { readonly url: string; readonly cwd: string; readonly now: number },
): Promise<string> {
  const { b2b, consumer } = demo.identity;
  const shown = (path: string) => relative(cwd, path).split(sep).join("/");
  const credentials = await writeDemoFile(demo, "curl.config", `user = "${b2b.projectId}:${b2b.secret}"\n`);
  const request = { profile_id: b2b.profileId, token: await trustedToken(demo, now) };
  const attest = await writeDemoFile(demo, "attest.json", `${JSON.stringify(request, null, 2)}\n`);
  const variables = {
    CLAIMSMITH_URL: url,
    B2B_PROJECT_ID: b2b.projectId,
    B2B_SECRET: b2b.secret,
    B2B_PROFILE_ID: b2b.profileId,
    PROJECT_ID: consumer.projectId,
    SECRET: consumer.secret,
    PROFILE_ID: consumer.profileId,
    PRIVATE_KEY: Buffer.from(demo.privateKey).toString("base64"),
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  const env = await writeDemoFile(demo, "demo.env", lines.join(""));
  return `The demo is in ${shown(demo.folder)}: edit ${shown(demo.folder)}/session.claims, start again, and the next token has it.

Exchange a trusted token of ada@example.com for a session, and look at it:

  curl -s -K ${shown(credentials)} -H 'Content-Type: application/json' -d @${shown(attest)} ${url}/v1/b2b/sessions/attest |
    node -p 'const answer = JSON.parse(fs.readFileSync(0)); JSON.stringify(answer.member_session ?? answer, null, 2)'

The same with the official SDK, verifying the session JWT:

  node --env-file=${shown(env)} --input-type=module <<'END'
  import { readFileSync } from "node:fs";
  import * as stytch from "stytch";
  const { CLAIMSMITH_URL, B2B_PROJECT_ID, B2B_SECRET } = process.env;
  const client = new stytch.B2BClient({ project_id: B2B_PROJECT_ID, secret: B2B_SECRET, env: CLAIMSMITH_URL });
  const { session_jwt } = await client.sessions.attest(JSON.parse(readFileSync("${shown(attest)}", "utf8")));
  const session = await client.sessions.authenticateJwtLocal({ session_jwt });
  console.log(session.roles, session.custom_claims);
END

A user of a consumer project, with a token that the program signs itself:

  node --env-file=${shown(env)} examples/sessions/log-in.mjs
`;
}

async function trustedToken({ privateKey }: DemoFolder, now: number): Promise<string> {
  const { importPKCS8, SignJWT } = await import("jose");
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ email: "ada@example.com", org: demoOrganization })
    .setProtectedHeader({ alg: "RS256" })
    .setSubject("ada")
    .setJti(`demo-${seconds}`)
    .setIssuer(demoIssuer)
    .setAudience(demoAudience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + tokenLifetimeSeconds)
    .sign(await importPKCS8(privateKey, "RS256"));
}
