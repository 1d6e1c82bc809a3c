export { compile } from "./compile.ts";
export { compileExpression } from "./compile-expression.ts";
export { type DataMisfit, dataMisfits } from "./data/data-misfits.ts";
export type { Diagnostic, Edit, Fix, Severity } from "./diagnostics/diagnostic.ts";
export type {
  Expression,
  ExpressionCompilation,
  ExpressionError,
  ExpressionEvaluation,
  ExpressionForm,
  ExpressionOptions,
} from "./expression.ts";
export { format } from "./format.ts";
export type { Json, JsonObject } from "./json.ts";
export type { Span } from "./source/span.ts";
export type {
  Compilation,
  CompileOptions,
  Evaluation,
  EvaluationError,
  FailurePlace,
  Formatting,
  Rendering,
  RuleLevel,
  Size,
  Template,
  VerticalId,
} from "./template.ts";
export type { Permission, PolicyOutline, Resource, Role, Scope } from "./vocabulary/policy-outline.ts";
export type { Atom, Kind, ObjectAtom, Type } from "./vocabulary/type.ts";
export { printType } from "./vocabulary/types/print-type.ts";
