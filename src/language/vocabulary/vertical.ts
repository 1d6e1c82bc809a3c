/** The kind of project that a template is for; it decides the roots. */
export type VerticalId = "b2b" | "consumer" | "m2m";
