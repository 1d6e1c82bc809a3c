const reasonByCode: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EEXIST", "there is something else in its place"],
  ["ENOTSUP", "there are no files beside it"],
  ["ELOOP", "its links lead in a circle"],
  ["EROFS", "the disk cannot be written to"],
  ["ENOSPC", "there is no room on the disk"],
]);

/** The reason why the system refused an operation on a file, in words; nothing that the system does not say. */
export function fileErrorReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return reasonByCode.get(code) ?? (code === undefined ? "it failed" : String(code));
}
