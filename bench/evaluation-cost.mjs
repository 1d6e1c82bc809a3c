// What the costliest evaluations take: the CPU of one evaluation, median of many, beside the steps that it is charged.
// Each family is a hostile expression over data that grows until the limit of steps ends it; the costliest size counts,
// whether it comes to its end or not. `first` is the first evaluation of a program that was just compiled.
// `npm run build && npm run bench:evaluation [PART OF A NAME]`
import { compile, compileExpression } from "../dist/src/index.js";

const l = "member.trusted_metadata.l";
const m = "member.trusted_metadata.m";
const t = "member.trusted_metadata.t";
const o = "member.trusted_metadata.o";
const counting = (length) => Array.from({ length }, (_, index) => index);
const texts = (count, length) => counting(count).map((index) => String(index).padStart(length, "x"));
const pairs = (length) => "\u{1F600}".repeat(length / 2);
const object = (size) => Object.fromEntries(counting(size).map((index) => [`key${index}`, index]));
const nested = (depth) => counting(depth).reduce((inner) => [inner, inner], "x");

/** `[name, expression, data of a size]` */
const families = [
  ["three nested macros", `${l}.exists(a, ${l}.exists(b, ${l}.exists(c, a + b + c < 0)))`, (n) => ({ l: counting(n) })],
  [
    "nested macros that select",
    `${l}.exists(a, ${l}.exists(b, ${o}.key1 == a && ${o}.key2 == b && ${o}.key0 == 1))`,
    (n) => ({ l: counting(n), o: object(20) }),
  ],
  ["nested maps of texts", `${l}.map(a, ${l}.map(b, "x" + a)).size()`, (n) => ({ l: texts(n, 8) })],
  ["distinct in each round", `${l}.map(x, ${l}.distinct().size())`, (n) => ({ l: counting(n) })],
  ["distinct of texts in each round", `${l}.map(x, ${l}.distinct().size())`, (n) => ({ l: texts(n, 4) })],
  ["distinct of objects", `${l}.map(x, ${l}.distinct().size())`, (n) => ({ l: counting(n).map(() => object(8)) })],
  [
    "distinct of lists of lists",
    `${l}.map(x, ${l}.distinct().size())`,
    (n) => ({ l: counting(n).map(() => nested(4)) }),
  ],
  ["distinct, once", `${l}.distinct().size()`, (n) => ({ l: counting(n * 50) })],
  ["equality of long lists", `${l}.exists(x, ${l} == ${m} && false)`, (n) => ({ l: counting(n), m: counting(n) })],
  [
    "equality of objects",
    `${l}.exists(x, ${o} == ${m} && false)`,
    (n) => ({ l: counting(n), o: object(n), m: object(n) }),
  ],
  [
    "equality of deep lists",
    `${l}.exists(x, ${o} == ${m} && false)`,
    (n) => ({ l: counting(n), o: nested(8), m: nested(8) }),
  ],
  ["in a list, in each round", `${l}.exists(x, -1 in ${l})`, (n) => ({ l: counting(n) })],
  ["in a list of texts", `${l}.exists(x, "nowhere" in ${l})`, (n) => ({ l: texts(n, 7) })],
  ["keys in an object", `${l}.exists(x, ("key" + x) in ${o} && false)`, (n) => ({ l: texts(n, 4), o: object(n) })],
  ["macro over the keys of an object", `${l}.map(x, ${o}.map(k, k).size())`, (n) => ({ l: counting(n), o: object(n) })],
  ["size of an object", `${l}.map(x, ${o}.size())`, (n) => ({ l: counting(n), o: object(n) })],
  ["sort of numbers", `${l}.map(x, ${l}.sort().size())`, (n) => ({ l: counting(n).map((i) => (i * 7919) % 10007) })],
  [
    "sort of texts",
    `${l}.map(x, ${l}.sort().size())`,
    (n) => ({ l: texts(n, 4).map((text, i) => `${(i * 7919) % 10007}${text}`) }),
  ],
  [
    "sort of texts alike to the end",
    `${l}.map(x, ${l}.sort().size())`,
    (n) => ({ l: counting(n).map((i) => `${"x".repeat(200)}${(i * 7919) % 10007}`) }),
  ],
  [
    "sort of astral texts",
    `${l}.map(x, ${l}.sort().size())`,
    (n) => ({ l: counting(n).map((i) => `${pairs(60)}${(i * 7919) % 10007}`) }),
  ],
  ["sort, once", `${l}.sort().size()`, (n) => ({ l: counting(n * 50).map((i) => String((i * 7919) % 100003)) })],
  ["reverse", `${l}.map(x, ${l}.reverse().size())`, (n) => ({ l: counting(n) })],
  ["flatten", `${l}.map(x, ${m}.flatten().size())`, (n) => ({ l: counting(n), m: counting(n).map((i) => [i]) })],
  ["slice", `${l}.map(x, ${l}.slice(0, 99999).size())`, (n) => ({ l: counting(n) })],
  ["join", `${l}.map(x, ${l}.join(",").size())`, (n) => ({ l: texts(n, 1) })],
  ["lists added", `${l}.map(x, (${l} + ${l}).size())`, (n) => ({ l: counting(n) })],
  ["lists made", `${l}.map(x, [x, x, x, x, x, x, x, x].size())`, (n) => ({ l: counting(n * 20) })],
  ["lists that double", `[1]${".map(x, [x, x]).flatten()".repeat(13)}.size()`, () => ({})],
  ["texts added", `${l}.map(x, (${t} + ${t}).size())`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  ["texts compared", `${l}.exists(x, ${t} < ${t})`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  ["astral texts compared", `${l}.exists(x, ${t} < ${t})`, (n) => ({ l: counting(n), t: pairs(n) })],
  ["texts equal", `${l}.exists(x, ${t} != ${t})`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  [
    "short texts equal",
    `${l}.exists(x, ${l}.exists(y, y == "abcdefgi"))`,
    (n) => ({ l: counting(n).map(() => "abcdefgh") }),
  ],
  ["contains", `${l}.exists(x, ${t}.contains("xy"))`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  ["contains, astral", `${l}.exists(x, ${t}.contains("\\uDE00"))`, (n) => ({ l: counting(n), t: pairs(n) })],
  ["starts with", `${l}.exists(x, ${l}.exists(y, y.startsWith("b")))`, (n) => ({ l: texts(n, 3) })],
  ["upper case", `${l}.map(x, ${t}.upperAscii().size())`, (n) => ({ l: counting(n), t: "aB".repeat(n / 2) })],
  ["trim", `${l}.map(x, ${t}.trim().size())`, (n) => ({ l: counting(n), t: " ".repeat(n) })],
  ["split to code points", `${l}.map(x, ${t}.split("").size())`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  ["split of astral texts", `${l}.map(x, ${t}.split("").size())`, (n) => ({ l: counting(n), t: pairs(n) })],
  ["split", `${l}.map(x, ${t}.split(",").size())`, (n) => ({ l: counting(n), t: "x,".repeat(n / 2) })],
  ["replace", `${l}.map(x, ${t}.replace("x", "yz").size())`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  [
    "replace the empty string",
    `${l}.map(x, ${t}.replace("", "-").size())`,
    (n) => ({ l: counting(n), t: "x".repeat(n) }),
  ],
  ["substring", `${l}.map(x, ${t}.substring(1, 99999).size())`, (n) => ({ l: counting(n), t: "x".repeat(n) })],
  [
    "substring of astral texts",
    `${l}.map(x, ${t}.substring(1, 99999).size())`,
    (n) => ({ l: counting(n), t: pairs(n) }),
  ],
  ["size of a text", `${l}.map(x, ${t}.size())`, (n) => ({ l: counting(n), t: pairs(n) })],
  [
    "numbers to text and back",
    `${l}.map(x, ${l}.map(y, double(string(y))).size())`,
    (n) => ({ l: counting(n).map((i) => i / 7) }),
  ],
  ["text to number", `${l}.map(x, double(${t}))`, (n) => ({ l: counting(n), t: "1".repeat(Math.min(n, 300)) })],
  ["int of a text", `${l}.map(x, int(${t}))`, (n) => ({ l: counting(n), t: `${"0".repeat(n)}1` })],
  [
    "matches a small pattern",
    `${l}.exists(x, ${t}.matches("^a*$") && false)`,
    (n) => ({ l: counting(n), t: "a".repeat(n) }),
  ],
  ["matches many states", `${t}.matches("(?:(?:a{1,9}){1,9}){1,9}b$")`, (n) => ({ t: "a".repeat(n) })],
  [
    "matches a class",
    `${l}.exists(x, ${t}.matches("[\\\\pL\\\\pN_]{1,20}$") && false)`,
    (n) => ({ l: counting(n), t: "é".repeat(n) }),
  ],
  [
    "matches without regard to case",
    `${l}.exists(x, ${t}.matches("(?i)k+s+$") && false)`,
    (n) => ({ l: counting(n), t: "\u212a".repeat(n) }),
  ],
  [
    "matches an alternation",
    `${l}.exists(x, ${t}.matches("(a|aa|aaa|aaaa|b|c|d|e)+z") && false)`,
    (n) => ({ l: counting(n), t: "a".repeat(n) }),
  ],
  ["index chains in macros", `${l}.exists(x, ${l}.exists(y, ${l}[0] == ${l}[1]))`, (n) => ({ l: counting(n) })],
  ["dynamic keys in macros", `${l}.exists(x, ${o}[x] == -1)`, (n) => ({ l: texts(n * 20, 4), o: object(100) })],
  ["conditionals in macros", `${l}.map(x, ${l}.map(y, x > y ? x : y < x ? y : 1).size())`, (n) => ({ l: counting(n) })],
  [
    "logic in macros",
    `${l}.exists(x, ${l}.exists(y, ${Array(20).fill("x == -1").join(" || ")}))`,
    (n) => ({ l: counting(n) }),
  ],
  ["interpolated text", null, (n) => ({ t: pairs(n * 100) })],
  ["emission of a long list", `${l}`, (n) => ({ l: counting(n * 20) })],
  ["emission of objects", `${l}`, (n) => ({ l: counting(n).map(() => object(10)) })],
];

const sizes = [16, 24, 36, 54, 80, 120, 180, 270, 400, 600, 900, 1400, 2000, 3000];
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function timed(act) {
  const before = cpu();
  act();
  return cpu() - before;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const wanted = process.argv[2] ?? "";
const rows = [];
for (const [name, expression, dataOf] of families) {
  if (!name.includes(wanted)) continue;
  const text = expression === null ? `{ "a": "${`<< ${t} >>`.repeat(30)}" }` : `{ "a": << ${expression} >> }`;
  let worst = { name, ms: 0 };
  let refused = 0;
  for (const size of sizes) {
    const { template, diagnostics } = compile(text);
    if (template === undefined) throw new Error(`${name}: ${diagnostics.map(({ message }) => message)}`);
    const data = { member: { trusted_metadata: dataOf(size) } };
    const first = timed(() => template.evaluate(data));
    const evaluation = template.evaluate(data);
    for (let warm = 0; warm < 5; warm++) template.evaluate(data);
    const ms = median(Array.from({ length: 9 }, () => timed(() => template.evaluate(data))));
    if (ms > worst.ms) worst = { name, ms, first, size, outcome: evaluation.ok ? "ok" : evaluation.error.code };
    if (!evaluation.ok && ++refused === 2) break;
  }
  rows.push(worst);
}

/** 16 KiB of claims, and a mapping that goes over them three times in one another. */
const claims = { groups: texts(900, 12), nested: nested(6) };
const mapping = "token.groups.filter(a, token.groups.exists(b, token.groups.exists(c, a + b == c)))";
const { expression, diagnostics } = compileExpression(mapping, { vocabulary: "token" });
if (expression === undefined) throw new Error(`mapping: ${diagnostics.map(({ message }) => message)}`);
const evaluate = () => expression.evaluate({ token: claims });
const first = timed(evaluate);
const ms = median(Array.from({ length: 9 }, () => timed(evaluate)));
const { ok, error } = evaluate();
rows.push({ name: "mapping of a token", ms, first, size: 900, outcome: ok ? "ok" : error.code });

console.log("CPU ms   first   size  outcome           family");
for (const { name, ms, first, size, outcome } of rows.toSorted((a, b) => b.ms - a.ms)) {
  const cells = [ms.toFixed(1).padStart(6), first.toFixed(1).padStart(7), String(size).padStart(6), outcome.padEnd(16)];
  console.log(`${cells.join("  ")}  ${name}`);
}
