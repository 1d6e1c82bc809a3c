import { createHash } from "node:crypto";
import { InvalidCursorError } from "./store-error.ts";

/**
 * The cursor after an item of a search. `search` are bytes that no other search has: collection, scope, index and key;
 * `position` are those of the item within it.
 *
 * A cursor says nothing that the item before it does not, and leads nowhere outside of its search. Its digest finds
 * cursors that were changed or given to another search; it is no secret, because whoever made a cursor himself would only
 * begin his own search elsewhere.
 */
export function writeCursor(search: Uint8Array, position: Uint8Array): string {
  return Buffer.concat([digestOf(search, position), position]).toString("base64url");
}

/** The position that `writeCursor` was given for the same search; throws an `InvalidCursorError` for any other text. */
export function readCursor(search: Uint8Array, cursor: string): Buffer {
  const bytes = Buffer.from(cursor, "base64url");
  const position = bytes.subarray(digestBytes);
  const isSame = digestOf(search, position).equals(bytes.subarray(0, digestBytes));
  // Node ignores what is not base64url, so that several texts have the same bytes; one of them is the cursor.
  if (!isSame || bytes.toString("base64url") !== cursor) throw new InvalidCursorError();
  return position;
}

const digestBytes = 16;

function digestOf(search: Uint8Array, position: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(search.length);
  return createHash("sha256").update(length).update(search).update(position).digest().subarray(0, digestBytes);
}
