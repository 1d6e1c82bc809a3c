import { Type } from "typebox";

/** The schema of a part that a request or an answer does not have: an object without fields of its own. */
export const nothing = Type.Object({});
