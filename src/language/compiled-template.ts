import { outputType } from "./analysis/output-type.ts";
import { readsOf } from "./analysis/reads.ts";
import { sizeOf } from "./analysis/size.ts";
import { totalityOf } from "./analysis/totality.ts";
import type { CheckedObject } from "./check/checked-tree.ts";
import { compileTemplate, type TemplateProgram } from "./evaluate/compile-template.ts";
import { evaluateTemplate, renderTemplate } from "./evaluate/run-template.ts";
import { digestOf } from "./source/digest.ts";
import type { Evaluation, FailurePlace, Rendering, Size, Template } from "./template.ts";
import type { Type } from "./vocabulary/type.ts";

/** A template without errors. What it tells is worked out when it is first asked for. */
export class CompiledTemplate implements Template {
  readonly type: Type;
  readonly size: Size;
  readonly #checked: CheckedObject;
  readonly #text: string;
  #program: TemplateProgram | undefined;
  #digest: string | undefined;
  #reads: readonly string[] | undefined;
  #total: true | readonly FailurePlace[] | undefined;

  constructor(checked: CheckedObject, text: string) {
    this.#checked = checked;
    this.#text = text;
    this.type = outputType(checked);
    this.size = sizeOf(checked, this.type);
  }

  private get program(): TemplateProgram {
    this.#program ??= compileTemplate(this.#checked);
    return this.#program;
  }

  get digest(): string {
    this.#digest ??= digestOf(this.#text);
    return this.#digest;
  }

  get reads(): readonly string[] {
    this.#reads ??= readsOf(this.#checked);
    return this.#reads;
  }

  get total(): true | readonly FailurePlace[] {
    this.#total ??= totalityOf(this.#checked);
    return this.#total;
  }

  evaluate(data: unknown): Evaluation {
    return evaluateTemplate(this.program, data);
  }

  render(data: unknown): Rendering {
    return renderTemplate(this.program, data);
  }
}
