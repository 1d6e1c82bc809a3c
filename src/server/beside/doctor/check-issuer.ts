import type { Configuration } from "../../../projects/index.ts";
import type { Finding } from "./finding.ts";

/** Finds whether what a project says about the issuer of its session JWTs goes with the public URL. */
export function checkIssuer(projectId: string, { settings }: Configuration, publicUrl: string | undefined): Finding {
  const about = { check: "issuer", projectId } as const;
  if (settings.issuer === "stytch") {
    return { ...about, status: "ok", message: `\`stytch.com/${projectId}\`, at whatever address servers are reached` };
  }
  if (publicUrl === undefined) {
    const message = "the public URL of each server, which was not told here";
    return {
      ...about,
      status: "warning",
      message,
      help: "tell it with `--public-url`, and give every server the same",
    };
  }
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:" || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) {
    return { ...about, status: "ok", message: `\`${publicUrl}\`, the public URL` };
  }
  const message = `\`${publicUrl}\`, the public URL, which is reached without TLS`;
  return { ...about, status: "warning", message, help: "put a proxy with TLS in front, and say its https address" };
}
