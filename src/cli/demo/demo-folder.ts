import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type DemoIdentity,
  type DemoProject,
  demoFileNames,
  demoState,
  memberTemplate,
  userTemplate,
} from "./demo-state.ts";

/** A demo's folder, with all that is kept in it. */
export interface DemoFolder {
  readonly folder: string;
  /** The path of the declared state. */
  readonly statePath: string;
  readonly identity: DemoIdentity;
  /** The key that trusted tokens of the demo are signed with: PKCS #8 PEM. */
  readonly privateKey: string;
}

const stateFileName = "state.json";
const identityFileName = "identity.json";
const privateKeyFileName = "private_key.pem";

/**
 * Opens the folder of a demo, or makes one: a key pair, identifiers and secrets, the templates and the declared state.
 * What is there is kept, so that templates can be edited and programs go on working after another start. Only the owner
 * can read it. Rejects with a system error.
 */
export async function openDemoFolder(folder: string): Promise<DemoFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keyPair = newKeyPair();
  const privateKey = await kept(join(folder, privateKeyFileName), keyPair.privateKey);
  // The key that was there before has its public one beside it.
  if (privateKey === keyPair.privateKey) await write(join(folder, demoFileNames.publicKey), keyPair.publicKey);
  const identity: DemoIdentity = JSON.parse(await kept(join(folder, identityFileName), jsonText(newIdentity())));
  await kept(join(folder, demoFileNames.memberTemplate), memberTemplate);
  await kept(join(folder, demoFileNames.userTemplate), userTemplate);
  const statePath = join(folder, stateFileName);
  await kept(statePath, jsonText(demoState(identity)));
  return { folder, statePath, identity, privateKey };
}

/** Writes a file of the demo anew. Only the owner can read it. */
export async function writeDemoFile({ folder }: DemoFolder, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await write(path, text);
  return path;
}

/** The text of a file; the given one, where there was no such file. */
async function kept(path: string, text: string): Promise<string> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return text;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return readFile(path, "utf8");
    throw error;
  }
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
}

function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { format: "pem", type: "pkcs8" },
    publicKeyEncoding: { format: "pem", type: "spki" },
  });
}

function newIdentity(): DemoIdentity {
  return { b2b: newProject(), consumer: newProject() };
}

function newProject(): DemoProject {
  return {
    projectId: `project-test-${randomUUID()}`,
    secret: `secret-test-${randomBytes(32).toString("base64url")}`,
    profileId: `trusted-auth-token-profile-test-${randomUUID()}`,
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
