import type { DeclaredState } from "../../src/publishing/index.ts";
import { readPage, sectionsOf } from "./markdown.ts";

type AnyProfile = NonNullable<DeclaredState["projects"][number]["profiles"]>[number];

/** A whole profile as a declared state has it. */
export type DeclaredProfile = AnyProfile & Required<Pick<AnyProfile, "issuer" | "audience" | "attribute_mapping">>;

/** A profile of the page about issuers, with what the page says of it. */
export interface DocumentedProfile {
  readonly profile: DeclaredProfile;
  readonly vertical: "b2b" | "consumer";
  /** The codes of the warnings that it is published with. */
  readonly warnings: readonly string[];
}

const sections = sectionsOf(readPage("trusting-an-issuer.md"));

/** The headings of the page that have a profile under them, in order. */
export const documentedIssuers: readonly string[] = sections
  .filter(({ fences }) => fences.length > 0)
  .map(({ heading }) => heading);

/** The profile under a heading of the page; throws if there is not exactly one, or if nothing is said of its warnings. */
export function documentedProfile(heading: string): DocumentedProfile {
  const section = sections.find((one) => one.heading === heading);
  const [fence, ...others] = section?.fences.filter(({ info }) => info === "json profile") ?? [];
  const published = /^Published (?:without a warning|with the warning `(\w+)`)/m.exec(section?.text ?? "");
  if (fence === undefined || others.length > 0 || published === null) {
    throw new Error(`the page has one profile under \`${heading}\`, and says how it is published`);
  }
  const profile: DeclaredProfile = JSON.parse(fence.text);
  const vertical = Object.hasOwn(profile.attribute_mapping, "external_user_id") ? "consumer" : "b2b";
  return { profile, vertical, warnings: published[1] === undefined ? [] : [published[1]] };
}
