import { CstParser, EOF, type IRecognitionException, type IToken, type TokenType, tokenMatcher } from "chevrotain";
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
const maxRecoveries = 100;

/** Something that stands in an object, an array or a tag where nothing of its sort can stand. */
export interface Misplaced {
  /** The first of its tokens. */
  readonly token: IToken;
  readonly inside: "object" | "array" | "tag";
}

/**
 * The parser of templates: its rules are the productions of grammar/claims.ebnf, by name. Commas between claims and
 * elements are taken as they come; that there is one between each two is checked when the tree is built, so that one
 * that is missing costs one diagnostic and no claim. Values and colons are taken anywhere too, as is what is left of a
 * tag behind its expression, and noted where they are misplaced: chevrotain's own recovery would leave the object, the
 * array or the tag that they stand in.
 */
export class ClaimsParser extends CstParser {
  /** Read by chevrotain at every error. */
  declare recoveryEnabled: boolean;
  /** Called by chevrotain behind every repetition that does not end as it should; it repeats itself by recursion. */
  declare private attemptInRepetitionRecovery: (...args: unknown[]) => void;
  declare private getHumanReadableRuleStack: () => readonly string[];
  declare private flattenFollowSet: () => TokenType[];
  declare private SAVE_ERROR: (error: IRecognitionException) => IRecognitionException;
  /** In the order of the text. */
  misplaced: Misplaced[] = [];
  /** Errors and what is misplaced: chevrotain copies its errors whenever it is asked for them. */
  private mistakes = 0;

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
      if (this.goesOn()) attempt.apply(this, args);
    };
    const save = this.SAVE_ERROR;
    this.SAVE_ERROR = (error) => {
      this.mistakes += 1;
      return save.call(this, error);
    };
    const follow = this.flattenFollowSet;
    this.flattenFollowSet = () => (this.isInTag() ? [TagClose, EOF] : follow.apply(this));
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
        {
          GATE: () => this.goesOn(),
          ALT: () => {
            this.noteMisplaced("object");
            this.CONSUME(Colon);
          },
        },
        {
          GATE: () => this.goesOn(),
          ALT: () => {
            this.noteMisplaced("object");
            this.SUBRULE(this.value);
          },
        },
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
    // Names in a list are one mistake, however many there are.
    let hasColon = false;
    this.CONSUME(LeftBracket);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.value) },
        { ALT: () => this.CONSUME(Comma) },
        {
          GATE: () => this.goesOn(),
          ALT: () => {
            if (!hasColon) this.noteMisplaced("array");
            hasColon = true;
            this.CONSUME(Colon);
          },
        },
      ]);
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
    this.skipRestOfTag();
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
    this.misplaced = [];
    this.mistakes = 0;
    this.input = tokens;
  }

  private noteMisplaced(inside: Misplaced["inside"]): void {
    this.ACTION(() => {
      this.mistakes += 1;
      this.misplaced.push({ token: this.LA(1), inside });
    });
  }

  /** A mistake in a tag ends with the tag: its brackets and operators close nothing around it. */
  private isInTag(): boolean {
    return this.getHumanReadableRuleStack().includes("tag");
  }

  private skipRestOfTag(): void {
    this.ACTION(() => {
      if (this.LA(1).tokenType === EOF || tokenMatcher(this.LA(1), TagClose)) return;
      this.noteMisplaced("tag");
      while (this.LA(1).tokenType !== EOF && !tokenMatcher(this.LA(1), TagClose)) this.SKIP_TOKEN();
    });
  }

  private goesOn(): boolean {
    return this.mistakes <= maxRecoveries;
  }

  private giveUpAfterManyErrors(): void {
    this.ACTION(() => {
      if (!this.goesOn()) this.recoveryEnabled = false;
    });
  }

  override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return type === Colon;
  }

  override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }
}
