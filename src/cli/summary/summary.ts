import { type ObjectAtom, printType, type Template } from "../../language/index.ts";
import { lineMapOf } from "../../language/source/line-map.ts";

/** The summary of a compiled template, as plain JSON. */
export interface Summary {
  readonly digest: string;
  /** The data paths that the template reads. */
  readonly reads: readonly string[];
  /** The claims, in the order of the template. */
  readonly claims: readonly SummaryClaim[];
  /** Bytes of minified UTF-8 JSON; `greatest` is `null` where nothing bounds it; `loose` are the paths that no schema bounds. */
  readonly size: { readonly least: number; readonly greatest: number | null; readonly loose: readonly string[] };
  /** Whether no expression can fail for data that fits; otherwise the places that can fail. */
  readonly total: true | readonly SummaryPlace[];
}

/** One claim of the output type. */
export interface SummaryClaim {
  readonly claim: string;
  /** Whether it is there whatever the data. */
  readonly required: boolean;
  /** As `printType` writes it. */
  readonly type: string;
}

/** A place that can fail. Line and column from 1, the column in UTF-16 code units. */
export interface SummaryPlace {
  readonly line: number;
  readonly column: number;
  /** JSON Pointer (RFC 6901) of the claim. */
  readonly claim: string;
  readonly code: string;
  readonly message: string;
}

/** The summary of a template that was compiled from `text`. */
export function summaryOf({ digest, reads, type, size, total }: Template, text: string): Summary {
  const lines = lineMapOf(text);
  const { least, greatest, loose } = size;
  return {
    digest,
    reads,
    claims: type.atoms.flatMap((atom) => (atom.kind === "object" ? claimsOf(atom) : [])),
    size: { least, greatest, loose },
    total:
      total === true
        ? true
        : total.map(({ claim, code, message, span }) => ({ ...lines.position(span.start), claim, code, message })),
  };
}

function claimsOf({ properties }: ObjectAtom): readonly SummaryClaim[] {
  return [...properties].map(([claim, { required, type }]) => ({ claim, required, type: printType(type) }));
}
