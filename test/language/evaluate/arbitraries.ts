import fc from "fast-check";

/** Strings with what is hard about them: astral characters, lone surrogates, quotes, white space, controls. */
export const hardText = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    "Z",
    "\u{1f600}",
    "\u{10000}",
    "\ud83d",
    "\ude00",
    "\uffff",
    "é",
    '"',
    "\\",
    " ",
    "\n",
    "0",
  ),
  maxLength: 8,
});

/** JSON values whose keys are hard too: integer-like ones and the names of `Object.prototype`. */
export const hardJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    hardText,
    fc.constantFrom(null, true, false, 0, -0, 1, -1.5, 1e21, 5e-324, 2 ** 53),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(
            hardText,
            fc.constantFrom("__proto__", "constructor", "toString", "10", "9", "4294967295", "01", "-1"),
          ),
          tie("value"),
        ),
        { maxLength: 4 },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;
