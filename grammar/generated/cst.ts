// Generated from grammar/parser.ts by `npm run generate`.
import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface TemplateCstNode extends CstNode {
  name: "template";
  children: TemplateCstChildren;
}

export type TemplateCstChildren = {
  object: ObjectCstNode[];
};

export interface ObjectCstNode extends CstNode {
  name: "object";
  children: ObjectCstChildren;
}

export type ObjectCstChildren = {
  LeftBrace: IToken[];
  claim?: ClaimCstNode[];
  Comma?: IToken[];
  Invalid?: IToken[];
  Colon?: IToken[];
  value?: ValueCstNode[];
  RightBrace: IToken[];
};

export interface ClaimCstNode extends CstNode {
  name: "claim";
  children: ClaimCstChildren;
}

export type ClaimCstChildren = {
  key: KeyCstNode[];
  Colon: IToken[];
  value: ValueCstNode[];
};

export interface KeyCstNode extends CstNode {
  name: "key";
  children: KeyCstChildren;
}

export type KeyCstChildren = {
  PlainText?: IToken[];
  text?: TextCstNode[];
  InvalidKey?: IToken[];
};

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  PlainText?: IToken[];
  tag?: TagCstNode[];
  text?: TextCstNode[];
  object?: ObjectCstNode[];
  array?: ArrayCstNode[];
  NumberLiteral?: IToken[];
  True?: IToken[];
  False?: IToken[];
  Null?: IToken[];
  Invalid?: IToken[];
};

export interface ArrayCstNode extends CstNode {
  name: "array";
  children: ArrayCstChildren;
}

export type ArrayCstChildren = {
  LeftBracket: IToken[];
  value?: ValueCstNode[];
  Comma?: IToken[];
  Colon?: IToken[];
  RightBracket: IToken[];
};

export interface TextCstNode extends CstNode {
  name: "text";
  children: TextCstChildren;
}

export type TextCstChildren = {
  TextOpen: IToken[];
  Chunk?: IToken[];
  tag?: TagCstNode[];
  Invalid?: IToken[];
  TextClose: IToken[];
};

export interface TagCstNode extends CstNode {
  name: "tag";
  children: TagCstChildren;
}

export type TagCstChildren = {
  TagOpen: IToken[];
  expression: ExpressionCstNode[];
  TagClose: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  operand: (OperandCstNode)[];
  Operator?: IToken[];
  Question?: IToken[];
  expression?: (ExpressionCstNode)[];
  Colon?: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  Bang?: IToken[];
  Name?: IToken[];
  arguments?: ArgumentsCstNode[];
  NumberLiteral?: IToken[];
  StringLiteral?: IToken[];
  True?: IToken[];
  False?: IToken[];
  Null?: IToken[];
  LeftParenthesis?: IToken[];
  expression?: ExpressionCstNode[];
  RightParenthesis?: IToken[];
  list?: ListCstNode[];
  Invalid?: IToken[];
  link?: LinkCstNode[];
};

export interface ListCstNode extends CstNode {
  name: "list";
  children: ListCstChildren;
}

export type ListCstChildren = {
  LeftBracket: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RightBracket: IToken[];
};

export interface ArgumentsCstNode extends CstNode {
  name: "arguments";
  children: ArgumentsCstChildren;
}

export type ArgumentsCstChildren = {
  LeftParenthesis: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RightParenthesis: IToken[];
};

export interface LinkCstNode extends CstNode {
  name: "link";
  children: LinkCstChildren;
}

export type LinkCstChildren = {
  Dot?: IToken[];
  Field?: IToken[];
  arguments?: ArgumentsCstNode[];
  LeftBracket?: IToken[];
  expression?: ExpressionCstNode[];
  RightBracket?: IToken[];
};

export interface ICstNodeVisitor<IN, OUT> extends ICstVisitor<IN, OUT> {
  template(children: TemplateCstChildren, param?: IN): OUT;
  object(children: ObjectCstChildren, param?: IN): OUT;
  claim(children: ClaimCstChildren, param?: IN): OUT;
  key(children: KeyCstChildren, param?: IN): OUT;
  value(children: ValueCstChildren, param?: IN): OUT;
  array(children: ArrayCstChildren, param?: IN): OUT;
  text(children: TextCstChildren, param?: IN): OUT;
  tag(children: TagCstChildren, param?: IN): OUT;
  expression(children: ExpressionCstChildren, param?: IN): OUT;
  operand(children: OperandCstChildren, param?: IN): OUT;
  list(children: ListCstChildren, param?: IN): OUT;
  arguments(children: ArgumentsCstChildren, param?: IN): OUT;
  link(children: LinkCstChildren, param?: IN): OUT;
}
