import { AggregatorRegistry, type PrometheusContentType, Registry } from "prom-client";
import type { Metrics } from "./metrics.ts";
import { processMetrics } from "./process-metrics.ts";

/** The metrics of a server at a moment: JSON, so that one process can send it to another. */
export type MetricsSnapshot = readonly object[];

/** The type of the text. */
export const metricsContentType: string = Registry.PROMETHEUS_CONTENT_TYPE;

/** The metrics of a server and of its process as they are now. */
export function metricsSnapshot(metrics: Metrics): Promise<MetricsSnapshot> {
  return allOf(metrics).getMetricsAsJSON();
}

/** The same in the text format of Prometheus. */
export function metricsText(metrics: Metrics): Promise<string> {
  return allOf(metrics).metrics();
}

/**
 * The text for the servers of several processes, as for one: counts and durations are added up; of what cannot be added
 * there is an average, the greatest or the first, and of start times nothing.
 */
export function mergedMetricsText(snapshots: readonly MetricsSnapshot[]): Promise<string> {
  return aggregated(snapshots).metrics();
}

/** The same as one snapshot. */
export function mergedMetrics(snapshots: readonly MetricsSnapshot[]): Promise<MetricsSnapshot> {
  return aggregated(snapshots).getMetricsAsJSON();
}

function aggregated(snapshots: readonly MetricsSnapshot[]): Registry {
  return AggregatorRegistry.aggregate<PrometheusContentType>([...snapshots]);
}

function allOf({ registry }: Metrics): Registry {
  return Registry.merge([registry, processMetrics()]);
}
