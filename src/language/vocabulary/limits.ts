/*
 * Every limit of the language and of the records that its data comes from, each with its unit in the name.
 * A value equal to a limit passes; one more does not.
 */

/** Minified UTF-8 JSON of the claims that a session's token carries, of one request's claims, and of a session's whole patch. */
export const maxClaimsBytes = 4096;

/** Nesting of objects and arrays in one request's claims and in a session's whole patch; `{}` is one deep. */
export const maxClaimsDepth = 32;

/** Minified UTF-8 JSON of the role ids in effect of a member or user, as they stand in its session tokens. */
export const maxRolesBytes = 4096;

/** Minified UTF-8 JSON of one metadata object. */
export const maxMetadataBytes = 4096;

/** Top-level keys of one metadata object. */
export const maxMetadataKeys = 20;

/** Nesting of objects and arrays in one metadata object; `{}` is one deep. */
export const maxMetadataDepth = 32;

/** UTF-8 bytes of a template's text; a longer one is not parsed. */
export const maxTemplateBytes = 65_536;

/** UTF-8 bytes of a template that is published: so much compiles in a moment, for nobody else is served meanwhile. */
export const maxPublishedTemplateBytes = 16_384;

/** Schemas inside one JSON Schema, however deep; one that is referred to twice counts twice. */
export const maxSchemas = 20_000;

/** The same of one that is published, or that the claims of a trusted token are read by. */
export const maxPublishedSchemas = 2000;

/** Nesting of objects and arrays in the JSON part of a template. */
export const maxJsonDepth = 32;

/** Nesting of an expression: brackets of any kind, and what stands behind `!`, `?` and `:`. */
export const maxExpressionDepth = 32;

/** Diagnostics that one compilation reports; a closing note follows the last. */
export const maxDiagnostics = 100;

/** Code points of the pattern that `matches` takes. */
export const maxPatternCharacters = 256;

/**
 * Steps of one evaluation: rounds of a macro, nodes evaluated in them, comparisons, and elements, nodes and code units read
 * or made. The costliest that there are take at most 25 ms of CPU; `npm run bench:evaluation` shows it.
 */
export const maxEvaluationSteps = 250_000;

/** UTF-8 bytes of the JSON text of what one evaluation emits, all claims together: 64 KiB. */
export const maxEmittedBytes = 65_536;

/** Code units of a string, and elements of a list, anywhere in an evaluation. */
export const maxValueLength = 65_536;

/** Nesting of objects and arrays in data that is compared or emitted. */
export const maxDataDepth = 64;

/** Characters of an id, an external id or a slug. */
export const maxIdCharacters = 128;

/** Characters of an e-mail address. */
export const maxEmailCharacters = 254;

/** Code points of a member's name, a client's name, or one part of a user's name. */
export const maxNameCodePoints = 256;

/** Code points of an organization's name. */
export const maxOrganizationNameCodePoints = 128;

/** Characters of a role id, a resource id, an action or a scope. */
export const maxPolicyIdCharacters = 128;

/** Characters of a phone number in E.164 form: `+` and up to 15 digits. */
export const maxPhoneCharacters = 16;

/** Instructions of one compiled pattern, counted before it is compiled. */
export const maxPatternWeight = 10_000;

/** The same of all patterns of one template: compiling them takes about a fifth of a second. */
export const maxTemplatePatternWeight = 100_000;
