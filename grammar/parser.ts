import { CstParser, type IToken, type TokenType } from "chevrotain";
import {
  Bang,
  Dot,
  Field,
  LeftParenthesis,
  Name,
  Operator,
  Question,
  RightParenthesis,
  StringLiteral,
} from "./tokens/expression-tokens.ts";
import {
  Colon,
  Comma,
  False,
  LeftBrace,
  LeftBracket,
  Null,
  NumberLiteral,
  PlainText,
  RightBrace,
  RightBracket,
  TextOpen,
  True,
} from "./tokens/json-tokens.ts";
import { Chunk, TagClose, TagOpen, TextClose } from "./tokens/tag-tokens.ts";
import { Invalid, InvalidKey, vocabulary } from "./tokens/token.ts";

/** So many syntax errors end the recovery: whatever comes after them would not be reported. */
const RECOVERIES = 100;

/**
 * The parser of templates: its rules are the productions of grammar/claims.ebnf, by name. Commas between claims and
 * elements are taken as they come; that there is one between each two is checked when the tree is built, so that one
 * that is missing costs one diagnostic and no claim.
 */
export class ClaimsParser extends CstParser {
  /** Read by chevrotain at every error. */
  declare recoveryEnabled: boolean;
  /** Called by chevrotain behind every repetition that does not end as it should; it repeats itself by recursion. */
  declare private attemptInRepetitionRecovery: (...args: unknown[]) => void;

  constructor() {
    super(vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: "none",
      skipValidations: true,
    });
    this.performSelfAnalysis();
    const attempt = this.attemptInRepetitionRecovery;
    this.attemptInRepetitionRecovery = (...args) => {
      if (this.errors.length <= RECOVERIES) attempt.apply(this, args);
    };
  }

  readonly template = this.RULE("template", () => {
    this.SUBRULE(this.object);
  });

  private readonly object = this.RULE("object", () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.claim) },
        { ALT: () => this.CONSUME(Comma) },
        { ALT: () => this.CONSUME(Invalid) },
      ]);
    });
    this.CONSUME(RightBrace);
  });

  private readonly claim = this.RULE("claim", () => {
    this.giveUpAfterManyErrors();
    this.SUBRULE(this.key);
    this.CONSUME(Colon);
    this.SUBRULE(this.value);
  });

  private readonly key = this.RULE("key", () => {
    this.OR([
      { ALT: () => this.CONSUME(PlainText) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => this.CONSUME(InvalidKey) },
    ]);
  });

  private readonly value = this.RULE("value", () => {
    this.giveUpAfterManyErrors();
    this.OR([
      { ALT: () => this.CONSUME(PlainText) },
      { ALT: () => this.SUBRULE(this.tag) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => this.SUBRULE(this.object) },
      { ALT: () => this.SUBRULE(this.array) },
      { ALT: () => this.CONSUME(NumberLiteral) },
      { ALT: () => this.CONSUME(True) },
      { ALT: () => this.CONSUME(False) },
      { ALT: () => this.CONSUME(Null) },
      { ALT: () => this.CONSUME(Invalid) },
    ]);
  });

  private readonly array = this.RULE("array", () => {
    this.CONSUME(LeftBracket);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.value) }, { ALT: () => this.CONSUME(Comma) }]);
    });
    this.CONSUME(RightBracket);
  });

  private readonly text = this.RULE("text", () => {
    this.CONSUME(TextOpen);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(Chunk) },
        { ALT: () => this.SUBRULE(this.tag) },
        { ALT: () => this.CONSUME(Invalid) },
      ]);
    });
    this.CONSUME(TextClose);
  });

  private readonly tag = this.RULE("tag", () => {
    this.CONSUME(TagOpen);
    this.SUBRULE(this.expression);
    this.CONSUME(TagClose);
  });

  private readonly expression = this.RULE("expression", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.CONSUME(Operator);
      this.SUBRULE1(this.operand);
    });
    this.OPTION(() => {
      this.CONSUME(Question);
      this.SUBRULE(this.expression);
      this.CONSUME(Colon);
      this.SUBRULE1(this.expression);
    });
  });

  private readonly operand = this.RULE("operand", () => {
    this.giveUpAfterManyErrors();
    this.MANY(() => this.CONSUME(Bang));
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Name);
          this.OPTION(() => this.SUBRULE(this.arguments));
        },
      },
      { ALT: () => this.CONSUME(NumberLiteral) },
      { ALT: () => this.CONSUME(StringLiteral) },
      { ALT: () => this.CONSUME(True) },
      { ALT: () => this.CONSUME(False) },
      { ALT: () => this.CONSUME(Null) },
      {
        ALT: () => {
          this.CONSUME(LeftParenthesis);
          this.SUBRULE(this.expression);
          this.CONSUME(RightParenthesis);
        },
      },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.CONSUME(Invalid) },
    ]);
    this.MANY1(() => this.SUBRULE(this.link));
  });

  private readonly list = this.RULE("list", () => {
    this.CONSUME(LeftBracket);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(RightBracket);
  });

  private readonly arguments = this.RULE("arguments", () => {
    this.CONSUME(LeftParenthesis);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(RightParenthesis);
  });

  private readonly link = this.RULE("link", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Dot);
          this.CONSUME(Field);
          this.OPTION(() => this.SUBRULE(this.arguments));
        },
      },
      {
        ALT: () => {
          this.CONSUME(LeftBracket);
          this.SUBRULE(this.expression);
          this.CONSUME(RightBracket);
        },
      },
    ]);
  });

  /** Starts over with the tokens of another template. */
  restart(tokens: IToken[]): void {
    this.recoveryEnabled = true;
    this.input = tokens;
  }

  private giveUpAfterManyErrors(): void {
    this.ACTION(() => {
      if (this.errors.length > RECOVERIES) this.recoveryEnabled = false;
    });
  }

  override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return type === Colon;
  }

  override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }
}
