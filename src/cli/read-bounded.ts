/**
 * All that a stream has, at most `maxBytes`. Of more it rejects with the system error `EFBIG` as soon as that is known,
 * so that neither a huge file nor a device without an end is read into memory.
 */
export async function readBounded(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw Object.assign(new Error("the input is too large"), { code: "EFBIG" });
    read.push(chunk);
  }
  return Buffer.concat(read);
}
