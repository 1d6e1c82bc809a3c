import {
  absent,
  avoided,
  failure,
  type KnownDifference,
  printed,
  rejected,
  skipped,
  value,
} from "./known-difference.ts";

/** All known differences: outcomes that differ in any other way are a disagreement. */
export const knownDifferences: readonly KnownDifference[] = [
  // Null is "not there", and goes where an error goes in CEL (language, section 3).
  skipped(
    "member.trusted_metadata.gone",
    absent,
    failure("no_such_key"),
    "N1: a path that leads nowhere is null; in CEL an error",
  ),
  skipped(
    "member.trusted_metadata.tags[9]",
    absent,
    failure("index_out_of_bounds"),
    "N1: an index beyond the end is null; in CEL an error",
  ),
  skipped(
    "['a'][1]",
    rejected("no-such-member"),
    failure("index_out_of_bounds"),
    "N1: a member known not to be there is a static error; in CEL one at evaluation",
  ),
  skipped(
    "true ? 'a' : ['b'][1]",
    rejected("no-such-member"),
    value("a"),
    "N1: the same, where the evaluation does not come by",
  ),
  skipped(
    "member.trusted_metadata.gone == null",
    value(true),
    failure("no_such_key"),
    "N5: `== null` and `has` see null at any depth; N8: list literals and `map` leave it out, as `filter` does (N3)",
  ),
  skipped(
    "[member.trusted_metadata.tags[9]]",
    value([]),
    failure("index_out_of_bounds"),
    "N5, N8: the same for an index beyond the end",
  ),
  avoided(
    "member.trusted_metadata.nothing",
    absent,
    value(null),
    "N6: null in the data is an absent claim; in CEL a value",
  ),
  avoided(
    "has(member.trusted_metadata.nothing)",
    value(false),
    value(true),
    "N5: `has` of null in the data is false; CEL asks for the key only",
  ),
  avoided(
    "has(member.trusted_metadata.tags[0])",
    value(true),
    failure("invalid_macro_argument"),
    "section 2: `has` takes any path; CEL's one that ends in a name",
  ),
  avoided(
    "member.trusted_metadata.sparse.map(x, x == 'a')",
    value([true]),
    value([true, false]),
    "N2, N8: a comparison with null in the data is null; in CEL false",
  ),
  avoided(
    "member.trusted_metadata.sparse.join('')",
    value("a"),
    failure("invalid_list_element_type"),
    "N8: `join` skips nulls",
  ),
  avoided("member.name", absent, value(""), "section 5: the API's empty string counts as unset"),
  avoided(
    "member.rbac.nothing.actions",
    value([]),
    failure("no_such_key"),
    "section 5: actions are always a list, and their path is not that of the data",
  ),
  // Numbers and conversions.
  printed(
    "1 == 1.0",
    value(true),
    failure("no_such_overload"),
    "section 3: there is one kind of number; CEL's literals and sizes are ints beside the data's doubles",
  ),
  printed(
    "['a'][0.0]",
    value("a"),
    failure("invalid_index_type"),
    "section 3: the same for positions, which are ints in CEL",
  ),
  skipped(
    "member.trusted_metadata.huge + member.trusted_metadata.huge",
    failure("not-finite"),
    value(Infinity),
    "section 3: a result that is not finite is an error",
  ),
  skipped(
    "bool(member.trusted_metadata.one)",
    failure("not-convertible"),
    value(true),
    "section 3: `bool` takes `true` and `false` only",
  ),
  skipped(
    "int(1e21)",
    failure("not-convertible"),
    value(1e21),
    "section 3: `int` must be safe; CEL's is of 64 bits, the other implementation's of any size",
  ),
  skipped(
    "int(member.trusted_metadata.fraction)",
    value(1),
    failure("int_conversion_error"),
    "section 3: `int` of a string takes JSON number text and truncates; CEL takes digits",
  ),
  avoided(
    "double(member.trusted_metadata.hexadecimal)",
    failure("not-convertible"),
    value(16),
    "section 3: `double` of a string takes JSON number text only; the other implementation what ECMAScript takes",
  ),
  skipped(
    "bool(member.trusted_metadata.one) || true",
    failure("not-convertible"),
    value(true),
    "section 3: `&&` and `||` do not absorb an error",
  ),
  // Strings.
  avoided(
    "'\uffff' < '😀'",
    value(true),
    value(false),
    "section 3: strings order by code point; the other implementation orders by UTF-16",
  ),
  avoided(
    "'😀a'.substring(1)",
    value("a"),
    value("\ude00a"),
    "section 3: positions count code points, for `split('')` too; the other implementation's code units",
  ),
  skipped(
    "'ab'.substring(1, 9)",
    value("b"),
    failure("index_out_of_range"),
    "section 3: `substring` clamps; in CEL an error",
  ),
  avoided(
    "'É'.lowerAscii()",
    value("É"),
    value("é"),
    "section 2: as in CEL, only ASCII changes; the other implementation changes all letters",
  ),
  avoided(
    "'\ufeffa'.trim()",
    value("\ufeffa"),
    value("a"),
    "section 2: as in CEL, white space is Unicode's; the other implementation's is ECMAScript's",
  ),
  avoided(
    "'😀'.matches('^.$')",
    value(true),
    value(false),
    "section 3: patterns are RE2's, over code points; the other implementation's ECMAScript's, over code units",
  ),
  avoided(
    "'a'.matches(member.trusted_metadata.pattern)",
    rejected("literal-required"),
    value(true),
    "section 3: the pattern is a literal",
  ),
  // Types, objects and names.
  avoided(
    "true < false",
    rejected("wrong-operand"),
    value(false),
    "section 3: only numbers and strings have an order; in CEL booleans too",
  ),
  avoided(
    "member.trusted_metadata.active ? 1.0 : 'a'",
    value(1),
    failure("incompatible_ternary_branches"),
    "section 2: the branches of `?:` may differ in type",
  ),
  printed(
    "[].exists(x, x < 1.0)",
    value(false),
    failure("Error"),
    "section 2: an empty list has no elements to compare; the other implementation cannot choose an operator",
  ),
  avoided(
    "member.trusted_metadata.backwards.map(k, k)",
    value(["a", "b"]),
    value(["b", "a"]),
    "section 2: keys come in code-point order; CEL leaves it open",
  ),
  avoided(
    "member.trusted_metadata.prototype == member.trusted_metadata.other",
    value(false),
    value(true),
    "section 5: own properties only; the other implementation finds `__proto__` in every object",
  ),
  avoided(
    "member.trusted_metadata.odd.name",
    value("a"),
    failure("unsupported_type"),
    "section 5: `constructor` is an ordinary key; the other implementation reads it",
  ),
  avoided(
    "[1.0].map(x, [2.0].map(x, x))",
    rejected("shadowed-name"),
    value([[2]]),
    "section 2: a variable may not shadow another",
  ),
  printed(
    "member.trusted_metadata.team-id",
    value("t1"),
    failure("unknown_variable"),
    "section 2: names may have `-`, begin with a digit after `.` and be keywords there; CEL reads a difference",
  ),
];
