/** One thing in data that does not fit what templates are checked against. */
export interface DataMisfit {
  /** JSON Pointer (RFC 6901) into the data; of the object where something is missing. */
  readonly pointer: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
}

/** More do not help anybody. */
const maxMisfits = 100;

/** Gathers misfits, the first hundred; the help of the others is not worked out. */
export class Misfits {
  readonly list: DataMisfit[] = [];

  readonly add = (pointer: string, message: string, helpOf?: () => string | undefined): void => {
    if (this.list.length === maxMisfits) return;
    const help = helpOf?.();
    this.list.push({ pointer, message, ...(help !== undefined && { help }) });
  };
}
