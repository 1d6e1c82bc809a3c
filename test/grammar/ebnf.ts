import { readFileSync } from "node:fs";

/** One production of grammar/claims.ebnf. */
export interface EbnfProduction {
  readonly name: string;
  /** The productions and tokens that the language has in it. */
  readonly symbols: ReadonlySet<string>;
  /** Those that only the parser takes, with a diagnostic: between question marks. */
  readonly tolerated: ReadonlySet<string>;
  /** What is written in quotes. */
  readonly literals: readonly string[];
}

/** The productions of grammar/claims.ebnf, in its order. */
export function readEbnf(): readonly EbnfProduction[] {
  const text = readFileSync(new URL("../../grammar/claims.ebnf", import.meta.url), "utf8");
  const tokens: readonly string[] = text.replace(/\(\*.*?\*\)/gs, " ").match(EBNF_TOKEN) ?? [];
  const productions: EbnfProduction[] = [];
  for (let rest = tokens; rest.length > 0; rest = rest.slice(rest.indexOf(";") + 1)) {
    const [name = "", equals, ...body] = rest.slice(0, rest.indexOf(";"));
    if (!isSymbol(name) || equals !== "=") throw new Error(`no production begins with ${rest.slice(0, 3).join(" ")}`);
    const special = body.filter((token) => token.startsWith("?"));
    productions.push({
      name,
      symbols: new Set(body.filter(isSymbol)),
      tolerated: new Set(special.flatMap((token) => token.match(/[A-Za-z]+/g) ?? [])),
      literals: body.filter((token) => /^["']/.test(token)).map((token) => token.slice(1, -1)),
    });
  }
  return productions;
}

/** A name, a terminal in quotes, a special sequence between question marks, or a mark of the notation. */
const EBNF_TOKEN = /[A-Za-z]+|"[^"]*"|'[^']*'|\?[^?]*\?|[^\s]/g;

function isSymbol(token: string): boolean {
  return /^[A-Za-z]+$/.test(token);
}

/** Productions of the parser have names in lower case, tokens in upper case. */
export function isToken({ name }: EbnfProduction): boolean {
  return /^[A-Z]/.test(name);
}
