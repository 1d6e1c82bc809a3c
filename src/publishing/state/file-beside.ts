import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path of a state leads out of its folder, by symbolic links. */
export class PathOutsideError extends Error {}

/**
 * The path of the file that a state names, without symbolic links. Rejects with a `PathOutsideError` if it is not in the
 * folder, wherever links lead; and with the error of the file system if it is not there.
 */
export async function fileBeside(folder: string, path: string): Promise<string> {
  const file = await realpath(resolve(folder, path));
  const place = relative(await realpath(folder), file);
  if (place === ".." || place.startsWith(`..${sep}`) || isAbsolute(place)) throw new PathOutsideError();
  return file;
}
