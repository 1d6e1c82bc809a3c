/** The renderers of reports, loaded when something is to be shown. */

export { renderGithub } from "./render-github.ts";
export { renderJson } from "./render-json.ts";
export { renderJunit } from "./render-junit.ts";
export { renderPretty, renderProblem } from "./render-pretty.ts";
export { renderSarif } from "./render-sarif.ts";
