import { generateCstDts } from "chevrotain";
import { claimsParser } from "./parse.ts";

/** The TypeScript types of the concrete syntax tree, from the parser's own rules: the text of generated/cst.ts. */
export function cstTypes(): string {
  return `// Generated from grammar/parser.ts by \`npm run generate\`.\n${generateCstDts(claimsParser().getGAstProductions())}`;
}
