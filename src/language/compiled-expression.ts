import { outputType } from "./analysis/output-type.ts";
import { readsOf } from "./analysis/reads.ts";
import type { CheckedObject } from "./check/checked-tree.ts";
import { absentAsNull } from "./evaluate/absent-as-null.ts";
import { compileTemplate, type TemplateProgram } from "./evaluate/compile-template.ts";
import type { Meter } from "./evaluate/meter.ts";
import { evaluateTemplate } from "./evaluate/run-template.ts";
import { describeExpected, misfitKind } from "./expectation.ts";
import type { Expression, ExpressionEvaluation, ExpressionForm } from "./expression.ts";
import type { Json } from "./json.ts";
import type { Type } from "./vocabulary/type.ts";
import { nullable, withoutNull } from "./vocabulary/types/index.ts";

/** An expression without errors: the one claim of a template, or a template itself. */
export class CompiledExpression implements Expression {
  readonly reads: readonly string[];
  readonly type: Type;
  readonly #checked: CheckedObject;
  readonly #isTemplate: boolean;
  readonly #expects: Type | undefined;
  #program: TemplateProgram | undefined;

  constructor(
    checked: CheckedObject,
    { form, expects }: { readonly form: ExpressionForm; readonly expects: Type | undefined },
  ) {
    this.#checked = checked;
    this.#isTemplate = form === "template";
    this.#expects = expects;
    this.reads = readsOf(checked);
    const [claim] = checked.claims;
    this.type = this.#isTemplate || claim === undefined ? outputType(checked) : nullable(outputType(claim.value));
  }

  evaluate(data: unknown, meter?: Meter): ExpressionEvaluation {
    this.#program ??= compileTemplate(this.#checked);
    const evaluation = evaluateTemplate(this.#program, data, meter);
    if (!evaluation.ok) {
      const { code, message, span } = evaluation.error;
      return { ok: false, error: { code, message, span } };
    }
    const { claims } = evaluation;
    return this.#isTemplate ? { ok: true, value: claims } : this.#judge(Object.values(claims)[0] ?? null);
  }

  evaluatePatch(data: unknown, meter?: Meter): ExpressionEvaluation {
    const evaluation = this.evaluate(data, meter);
    if (!evaluation.ok || !this.#isTemplate) return evaluation;
    return { ok: true, value: absentAsNull(this.#checked, evaluation.value) };
  }

  #judge(value: Json): ExpressionEvaluation {
    if (value === null || this.#expects === undefined) return { ok: true, value };
    const found = misfitKind(this.#expects, value);
    if (found === undefined) return { ok: true, value };
    const expected = describeExpected(withoutNull(this.#expects));
    const message = `the expression has to give ${expected}, and gave ${found}`;
    const [claim] = this.#checked.claims;
    const span = claim?.value.kind === "tag" ? claim.value.expression.span : (claim?.value.span ?? this.#checked.span);
    return { ok: false, error: { code: "wrong-kind", message, span, expected, found } };
  }
}
