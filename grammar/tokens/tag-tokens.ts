import type { TokenType } from "chevrotain";
import { closesAt, type Delimiter, openerAt, type TagExtent, tagAt } from "../delimiters.ts";
import type { Spelling } from "../strings.ts";
import { chunkAt } from "../text.ts";
import { Invalid, match, token } from "./token.ts";

export const TextClose = token({ name: "TextClose", label: "the end of the text", pattern: '"', pop: true });

/** A piece of a text beside its tags. */
export const Chunk = token({
  name: "Chunk",
  pattern: (text, offset) => {
    const chunk = chunkAt(text, offset);
    return chunk.next > offset ? match(text, offset, chunk.next, chunk) : null;
  },
});

/** The same in a text that stands by itself, without quotes and escapes: it ends at a tag, or with the text. */
export const BareChunk = token({
  name: "BareChunk",
  category: Chunk,
  pattern: (text, offset) => {
    let end = offset;
    while (end < text.length && openerAt(text, end) === undefined) end += 1;
    return end > offset ? match(text, offset, end, { value: text.slice(offset, end), problems: [] }) : null;
  },
});

/** Either delimiter that opens a tag, and either that closes one: the lexer sees to it that they fit. */
export const TagOpen = token({ name: "TagOpen", label: "a tag" });
export const TagClose = token({ name: "TagClose", label: "the end of the tag" });

// The extent of a tag is asked for by several token types at the same place: the last answer is kept.
let last: { text: string; offset: number; spelling: Spelling; extent: TagExtent } | undefined;

function extentAt(text: string, offset: number, spelling: Spelling): TagExtent | undefined {
  const delimiter = openerAt(text, offset);
  if (delimiter === undefined) return undefined;
  if (last?.offset !== offset || last.spelling !== spelling || last.text !== text) {
    last = { text, offset, spelling, extent: tagAt(text, offset, delimiter, spelling) };
  }
  return last.extent;
}

function open(name: string, delimiter: Delimiter, spelling: Spelling, mode: string): TokenType {
  return token({
    name,
    category: TagOpen,
    push: mode,
    pattern: (text, offset) => {
      const extent = extentAt(text, offset, spelling);
      return extent?.kind === "tag" && extent.delimiter === delimiter ? match(text, offset, offset + 2) : null;
    },
  });
}

function close(name: string, delimiter: Delimiter): TokenType {
  return token({
    name,
    category: TagClose,
    pop: true,
    pattern: (text, offset) => (closesAt(text, offset, delimiter) ? match(text, offset, offset + 2) : null),
  });
}

/** A tag whose delimiters are wrong, or that holds nothing. */
function broken(name: string, spelling: Spelling): TokenType {
  return token({
    name,
    category: Invalid,
    pattern: (text, offset) => {
      const extent = extentAt(text, offset, spelling);
      return extent?.kind === "broken" ? match(text, offset, extent.end, { problems: [extent.problem] }) : null;
    },
  });
}

export const BracesOpen = open("BracesOpen", "braces", "plain", "braces");
export const AnglesOpen = open("AnglesOpen", "angles", "plain", "angles");
export const BracesOpenInText = open("BracesOpenInText", "braces", "in-text", "bracesInText");
export const AnglesOpenInText = open("AnglesOpenInText", "angles", "in-text", "anglesInText");
export const BracesClose = close("BracesClose", "braces");
export const AnglesClose = close("AnglesClose", "angles");
export const BrokenTag = broken("BrokenTag", "plain");
export const BrokenTagInText = broken("BrokenTagInText", "in-text");
