import { invariant } from "../../language/invariant.ts";

/** The parts of a project that decide on its session JWTs. */
export interface TokenProject {
  readonly projectId: string;
  /** What `iss` is: `stytch.com/<project id>`, or the public URL. */
  readonly issuer: "stytch" | "url";
  /** The configured public URL, or null; one slash at its end is left out, as the SDKs do. */
  readonly publicUrl: string | null;
  /** One more audience; none if empty. */
  readonly customAudience: string;
  /** What the names of our own claims begin with: `https://stytch.com/` for the SDKs. */
  readonly namespace: string;
}

/** The `iss` of the project's tokens. */
export function issuerOf(project: TokenProject): string {
  if (project.issuer === "stytch") return `stytch.com/${project.projectId}`;
  invariant(project.publicUrl !== null, "a project whose issuer is the public URL has one");
  return project.publicUrl.replace(/\/$/, "");
}

/** Both forms of it: a token that was made before the setting changed stays ours. */
export function acceptedIssuers(project: TokenProject): readonly string[] {
  const stytch = issuerOf({ ...project, issuer: "stytch" });
  return project.publicUrl === null ? [stytch] : [stytch, issuerOf({ ...project, issuer: "url" })];
}
