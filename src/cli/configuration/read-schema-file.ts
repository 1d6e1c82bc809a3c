import { type DiagnosticCode, type FileReport, report } from "../../language/diagnostics/index.ts";
import { fromJsonSchema, type SchemaProblem } from "../../language/options.ts";
import { maxMetadataBytes } from "../../language/vocabulary/limits.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../json-file.ts";
import type { Source } from "../read-input.ts";

export type SchemaFileReading =
  | {
      readonly ok: true;
      readonly schema: unknown;
      /** What of the schema the compiler does not take into account. */
      readonly report: FileReport;
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

const codeByKind: Readonly<Record<Exclude<SchemaProblem["kind"], "invalid">, DiagnosticCode>> = {
  "unread-keyword": "unread-schema-keyword",
  recursive: "recursive-schema",
};

/** Reads a file with the JSON Schema of a metadata object. A schema that is not valid is refused, with every place. */
export async function readSchemaFile(io: Io, source: Source): Promise<SchemaFileReading> {
  const reading = await readJsonFile(io, source);
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const { value, text, locate, problemsAt } = reading.file;
  const { problems } = fromJsonSchema(value, { greatestBytes: maxMetadataBytes });
  const invalid = problems.filter(({ kind }) => kind === "invalid");
  if (invalid.length > 0) return { ok: false, problems: problemsAt(invalid) };
  const diagnostics = locate(problems).flatMap(({ kind, span, message }) =>
    kind === "invalid" ? [] : [report(codeByKind[kind], span, message)],
  );
  const inText = diagnostics.toSorted((one, other) => one.span.start - other.span.start);
  return { ok: true, schema: value, report: { path: source.path, text, diagnostics: inText } };
}
