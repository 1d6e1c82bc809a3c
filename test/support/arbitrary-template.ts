import fc from "fast-check";
import { arbitraryProject, type Project } from "./arbitrary-project.ts";
import { arbitraryNumbers, Choices } from "./choices.ts";
import { readablePaths } from "./readable-paths.ts";
import { ExpressionMaker } from "./typed-expression.ts";

/** A template for a project; that it compiles is likely. */
export interface TemplateCase extends Project {
  readonly text: string;
}

const keys = ["a", "b", "c", "10", "2", "__proto__", "constructor", 'say "x"', "größe", "\ud800", "n/~"] as const;

/** Templates over the paths of generated projects, with every operator, function and macro. */
export const arbitraryTemplate: fc.Arbitrary<TemplateCase> = fc
  .tuple(arbitraryProject, arbitraryNumbers)
  .map(([project, numbers]) => ({ ...project, text: templateText(project, new Choices(numbers)) }));

/** The text of a template for the project. */
export function templateText({ options }: Project, choices: Choices): string {
  const writer = new TemplateWriter(choices, new ExpressionMaker(choices, readablePaths(options)));
  return writer.object(2, 1);
}

class TemplateWriter {
  readonly #choices: Choices;
  readonly #maker: ExpressionMaker;

  constructor(choices: Choices, maker: ExpressionMaker) {
    this.#choices = choices;
    this.#maker = maker;
  }

  object(height: number, least: number): string {
    const names = new Set(this.#choices.several(least, 4, () => this.#choices.pick(keys)));
    return `{ ${[...names].map((name) => `${JSON.stringify(name)}: ${this.value(height)}`).join(", ")} }`;
  }

  private value(height: number): string {
    switch (this.#choices.below(height > 0 ? 10 : 8)) {
      case 6:
        return this.text();
      case 7:
        return this.#choices.pick(["1", "-0", "true", '"plain"', "[]", "{}", "1e300"]);
      case 8:
        return this.object(height - 1, 0);
      case 9:
        return `[${this.#choices.several(0, 3, () => this.value(height - 1)).join(", ")}]`;
      default:
        return `<< ${this.#maker.any(this.#choices.below(5)).text} >>`;
    }
  }

  private text(): string {
    const parts = this.#choices.several(1, 4, () => {
      if (this.#choices.once(3)) return this.#choices.pick([" ", "é", "\\ud83d", "\\ude00", "\\u0001", "id:"]);
      const kind = this.#choices.pick(["string", "string", "number", "boolean"] as const);
      return `<< ${JSON.stringify(this.#maker.make(kind, this.#choices.below(3)).text).slice(1, -1)} >>`;
    });
    return `"${parts.join("")}"`;
  }
}
