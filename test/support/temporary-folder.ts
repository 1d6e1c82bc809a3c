import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

/**
 * Where tests keep their files: in memory, where there is room for them. Stores wait there for no disk; what they have
 * flushed outlives a process that is killed all the same.
 */
export function temporaryFolder(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

const MEMORY = "/dev/shm";
/** In bytes. */
const ROOM = 2 ** 30;
