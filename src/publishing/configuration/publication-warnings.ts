import type { JsonObject } from "../../language/json.ts";
import type { ChangedConfiguration } from "./change-configuration.ts";
import { diagnosticView } from "./template-error.ts";
import { trialWarning } from "./trial-warning.ts";

/**
 * The warnings about a template that was published: its diagnostics with their places, then whether it gives no claims
 * for some of those it was tried on.
 */
export function publicationWarnings(
  { configuration, publication }: ChangedConfiguration,
  part: "template" | "m2m_template",
): readonly JsonObject[] {
  const text = part === "template" ? configuration.template : configuration.m2mTemplate;
  const diagnostics = publication.notes.flatMap(({ diagnostic, pointer }) =>
    diagnostic !== undefined && pointer === `/${part}` ? [diagnosticView(diagnostic, text)] : [],
  );
  const { trial } = publication;
  const failures = part === "template" && trial !== undefined ? trialWarning(trial) : undefined;
  return failures === undefined ? diagnostics : [...diagnostics, { ...failures, severity: "warning" }];
}
