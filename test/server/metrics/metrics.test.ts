import { describe, expect, test } from "vitest";
import { Metrics } from "../../../src/server/metrics/metrics.ts";
import { mergedMetricsText, metricsSnapshot, metricsText } from "../../../src/server/metrics/metrics-text.ts";
import { readPage, tableRows } from "../../docs/markdown.ts";
import { basic } from "../support/basic.ts";
import { metricValue, samplesOf } from "../support/read-metrics.ts";
import { answerOf, listening, talk } from "../support/socket.ts";
import { b2bProjectId, testApp } from "../support/test-app.ts";

describe("GET /metrics", () => {
  test("answers in the text format of Prometheus, without credentials", async () => {
    const { app } = await testApp();
    const { statusCode, headers, body } = await app.inject("/metrics");
    expect([statusCode, headers["content-type"]]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    expect(samplesOf(body).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "process_start_time_seconds",
        "nodejs_eventloop_lag_seconds",
        "nodejs_heap_size_used_bytes",
      ]),
    );
  });

  test("counts requests by route, method and status, and errors by type", async () => {
    const { app, authorization } = await testApp();
    const headers = { authorization: authorization.b2b };
    for (const url of ["/v1/things/1", "/v1/things/2?limit=1", "/v1/failures/api", "/nothing/planted", "/%ff"]) {
      await app.inject({ url, headers });
    }
    await app.inject({ method: "HEAD", url: "/v1/things/1", headers });
    // One that `inject` has no name for.
    await app.inject({ method: "PROPFIND" as "GET", url: "/nothing", headers });
    const { body } = await app.inject("/metrics");
    const shown = samplesOf(body)
      .filter(({ name }) => name === "claimsmith_http_requests_total")
      .map(({ labels: { route, method, status }, value }) => `${method} ${route} ${status} ${value}`);
    expect(shown).toEqual([
      "GET /v1/things/:thing_id 200 2",
      "GET /v1/failures/:name 404 1",
      "GET none 404 1",
      "GET none 400 1",
      "HEAD /v1/things/:thing_id 200 1",
      "other none 404 1",
    ]);
    const failures = samplesOf(body).filter(({ name }) => name === "claimsmith_failures_total");
    expect(failures.map(({ labels, value }) => [labels.error_type, value])).toEqual([
      ["member_not_found", 1],
      ["route_not_found", 2],
      ["bad_request", 1],
    ]);
  });

  test("counts what is no request by its error", async () => {
    const { app } = await testApp();
    expect(answerOf(await talk(await listening(app), "hello\r\n\r\n")).line).toContain("400");
    const { body } = await app.inject("/metrics");
    expect(metricValue(body, "claimsmith_failures_total", { error_type: "bad_request" })).toBe(1);
    expect(metricValue(body, "claimsmith_http_request_duration_seconds_count")).toBe(0);
  });

  test("tells whether a configuration was compiled already", async () => {
    const { app, authorization } = await testApp();
    for (let count = 0; count < 3; count++) {
      await app.inject({ url: "/v1/things/1", headers: { authorization: authorization.b2b } });
    }
    await app.inject({ url: "/v1/things/1", headers: { authorization: basic(`${b2bProjectId}:wrong`) } });
    const { body } = await app.inject("/metrics");
    const of = (outcome: string) =>
      metricValue(body, "claimsmith_cache_lookups_total", { cache: "configurations", outcome });
    expect([of("miss"), of("hit")]).toEqual([1, 2]);
  });

  test("answers what it is told to, where several processes share the work", async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    const request = { route: "/x", method: "GET", status: 200, seconds: 0.5, errorType: null };
    one.request(request);
    other.request(request);
    other.request({ ...request, roundTrips: 3 });
    const sent: unknown = JSON.parse(JSON.stringify([await metricsSnapshot(one), await metricsSnapshot(other)]));
    const text = await mergedMetricsText(Array.isArray(sent) ? sent : []);
    expect(metricValue(text, "claimsmith_http_requests_total", { route: "/x" })).toBe(3);
    expect(metricValue(text, "claimsmith_http_request_duration_seconds_sum", { route: "/x" })).toBe(1.5);
    expect(metricValue(text, "claimsmith_store_round_trips_bucket", { le: "3" })).toBe(1);
    expect(metricValue(await metricsText(one), "claimsmith_http_requests_total")).toBe(1);
  });
});

describe("the page of metrics", () => {
  test("lists those that there are, with their types and labels", async () => {
    const rows = tableRows(readPage("metrics.md"), ["Metric", "Type", "Labels", "What it tells"]);
    const listed = rows.map(([name, type, labels]) => [name, type, labels].join(" "));
    const metrics = await new Metrics().registry.getMetricsAsJSON();
    const labelsOf = (metric: object): readonly string[] => Reflect.get(metric, "labelNames") ?? [];
    const registered = new Metrics().registry.getMetricsAsArray().map((metric) =>
      [
        `\`${metric.name}\``,
        metric.type,
        labelsOf(metric)
          .map((label) => `\`${label}\``)
          .join(", "),
      ].join(" "),
    );
    expect(metrics).toHaveLength(registered.length);
    expect(listed).toEqual(registered);
  });
});
