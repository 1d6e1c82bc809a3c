import { describe, expect, test } from "vitest";
import { messageByType } from "../../src/projects/index.ts";
import { processMetrics } from "../../src/server/metrics/process-metrics.ts";
import { readPage, tableRows } from "./markdown.ts";

/** The metrics of the service, as their page has them; `metrics.test.ts` holds it to what there is. */
const rows = tableRows(readPage("metrics.md"), ["Metric", "Type", "Labels", "What it tells"]);
const documented = new Map(
  rows.map(([name = "", type = "", labels = ""]) => [unquoted(name), { type, labels: quotedIn(labels) }]),
);

const alerts = tableRows(readPage("operate.md"), ["Alert", "Expression", "Then"]);
const expressions = alerts.map(([name = "", expression = ""]) => [name, unquoted(expression)] as const);

function unquoted(cell: string): string {
  return cell.replaceAll("`", "");
}

function quotedIn(cell: string): readonly string[] {
  return Array.from(cell.matchAll(/`(\w+)`/g), ([, word = ""]) => word);
}

/** The series that a metric of a type has, by what stands behind its name. */
function seriesOf(name: string, type: string | undefined): readonly string[] {
  return type === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [name];
}

describe("the alerts to set", () => {
  const labelsBySeries = new Map([
    ...[...documented].flatMap(([name, { type, labels }]) =>
      seriesOf(name, type).map((series) => [series, series.endsWith("_bucket") ? [...labels, "le"] : labels] as const),
    ),
    ...processMetrics()
      .getMetricsAsArray()
      .flatMap(({ name, type }) => seriesOf(name, String(type)).map((series) => [series, [] as string[]] as const)),
  ]);

  test("are some", () => {
    expect(expressions.length).toBeGreaterThan(8);
  });

  test.each(expressions)("are made of metrics that there are, with labels that they have: %s", (_, expression) => {
    const named = Array.from(expression.matchAll(/\b((?:claimsmith|process|nodejs)_\w+)(?:\{([^}]*)\})?/g));
    if (!/^up\b/.test(expression)) expect(named.length).toBeGreaterThan(0);
    for (const [, series = "", matchers = ""] of named) {
      const labels = labelsBySeries.get(series);
      expect([series, labels === undefined]).toEqual([series, false]);
      const used = Array.from(matchers.matchAll(/(\w+)(?:=|!=|=~|!~)"([^"]*)"/g));
      for (const [, label = "", value = ""] of used) {
        expect(labels).toContain(label);
        if (label === "error_type") expect(Object.keys(messageByType)).toContain(value);
      }
    }
    // As many of each kind of bracket are closed as are opened.
    for (const [open = "", close = ""] of ["()", "[]", "{}"]) {
      expect(expression.split(open).length).toBe(expression.split(close).length);
    }
  });
});
