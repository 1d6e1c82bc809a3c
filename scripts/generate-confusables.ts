import { readFileSync, writeFileSync } from "node:fs";

/*
 * Writes src/language/lint/confusables.generated.ts. Run it with the path of one of
 *  - `confusables.txt`, as https://www.unicode.org/Public/security/ has it;
 *  - `src/tables.rs` of the Rust crate `unicode-security`, which is made of it: `cargo add unicode-security && cargo fetch`.
 */

interface Confusables {
  readonly version: string;
  readonly prototypes: ReadonlyMap<string, string>;
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: tsx scripts/generate-confusables.ts <confusables.txt or tables.rs>");
const source = readFileSync(path, "utf8");
const { version, prototypes } = path.endsWith(".rs") ? fromRustTable(source) : fromUnicodeData(source);
const records = recordsOf(prototypes);
writeFileSync(new URL("../src/language/lint/confusables.generated.ts", import.meta.url), moduleText(version, records));

function fromUnicodeData(text: string): Confusables {
  const map = new Map<string, string>();
  for (const [, from = "", to = ""] of text.matchAll(/^([0-9A-F]+) ;\t([0-9A-F ]+?) ?;\tMA/gm)) {
    map.set(characters(from), characters(to));
  }
  return { version: /^# Version:? (\S+)/m.exec(text)?.[1] ?? "unknown", prototypes: map };
}

function fromRustTable(text: string): Confusables {
  const start = text.indexOf("const CONFUSABLES");
  const table = text.slice(start, text.indexOf("];\n", start));
  const map = new Map<string, string>();
  for (const [, from = "", to = ""] of table.matchAll(/\('\\u\{([0-9a-f]+)\}',\s*&\[([^\]]*)\]\)/g)) {
    map.set(characters(from), [...to.matchAll(/\\u\{([0-9a-f]+)\}/g)].map(([, hex = ""]) => characters(hex)).join(""));
  }
  const [, major, minor, update] = /UNICODE_VERSION: \(u64, u64, u64\) = \((\d+), (\d+), (\d+)\)/.exec(text) ?? [];
  return { version: `${major}.${minor}.${update}`, prototypes: map };
}

/** Hexadecimal code points between blanks. */
function characters(hex: string): string {
  return String.fromCodePoint(...hex.split(" ").map((point) => Number.parseInt(point, 16)));
}

/** By ascending code point: the distance to the one before, unless it is 1, and the prototype, all in base 36. */
function recordsOf(map: ReadonlyMap<string, string>): readonly string[] {
  // What the skeleton takes away or takes apart before it looks here needs no prototype.
  const reached = [...map].filter(([from]) => from.normalize("NFD") === from && !/\p{DI}/u.test(from));
  const points = reached.map(([from, to]): [number, string] => [from.codePointAt(0) ?? 0, to.normalize("NFD")]);
  points.sort(([one], [other]) => one - other);
  return points.map(([point, to], index) => {
    const distance = point - (points[index - 1]?.[0] ?? 0);
    const prototype = [...to].map((character) => (character.codePointAt(0) ?? 0).toString(36));
    return [distance === 1 ? "" : distance.toString(36), ...prototype].join(",");
  });
}

function moduleText(unicodeVersion: string, all: readonly string[]): string {
  const lines: string[] = [];
  for (const record of all) {
    const line = lines.at(-1);
    if (line === undefined || line.length + record.length >= 120) lines.push(record);
    else lines[lines.length - 1] = `${line} ${record}`;
  }
  return `/*
 * Made by scripts/generate-confusables.ts from the confusables.txt of Unicode ${unicodeVersion} (UTS 39). Do not edit.
 *
 * UNICODE LICENSE V3
 *
 * COPYRIGHT AND PERMISSION NOTICE
 *
 * Copyright © 1991-2026 Unicode, Inc.
 *
 * NOTICE TO USER: Carefully read the following legal agreement. BY DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING
 * DATA FILES, AND/OR SOFTWARE, YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND BY, ALL OF THE TERMS AND CONDITIONS OF
 * THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT DOWNLOAD, INSTALL, COPY, DISTRIBUTE OR USE THE DATA FILES OR SOFTWARE.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of data files and any associated
 * documentation (the "Data Files") or software and any associated documentation (the "Software") to deal in the Data
 * Files or Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
 * distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data Files or Software
 * are furnished to do so, provided that either (a) this copyright and permission notice appear with all copies of the
 * Data Files or Software, or (b) this copyright and permission notice appear in associated Documentation.
 *
 * THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
 * LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY
 * RIGHTS.
 *
 * IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL
 * INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN
 * AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
 * PERFORMANCE OF THE DATA FILES OR SOFTWARE.
 *
 * Except as contained in this notice, the name of a copyright holder shall not be used in advertising or otherwise to
 * promote the sale, use or other dealings in these Data Files or Software without prior written authorization of the
 * copyright holder.
 */

/** The version of Unicode that the prototypes are of. */
export const confusablesVersion = "${unicodeVersion}";

/**
 * The prototypes by ascending code point. A record is the distance to the code point before, 1 if it is left out, and
 * the code points of the prototype, in base 36 between commas.
 */
export const confusables = \`
${lines.join("\n")}
\`;
`;
}
