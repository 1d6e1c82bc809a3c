/** Diagnostics and the texts around them, for whoever shows or makes problems of its own; the renderers are a door apart. */

export { applyFixes, fixesToApply } from "./apply-fixes.ts";
export { type CatalogueEntry, catalogue, type DiagnosticCode } from "./catalogue.ts";
export { didYouMean } from "./did-you-mean.ts";
export { type FileReport, tallyOf } from "./file-report.ts";
export { type Paint, plainPaint } from "./paint.ts";
export { quotePath, quoteSource } from "./quote-source.ts";
export { report } from "./report.ts";
export { escapeJson, visible, visibleJson } from "./visible-text.ts";
