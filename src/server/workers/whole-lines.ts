import { StringDecoder } from "node:string_decoder";

/** Passes on text that comes in pieces, whole lines only, so that those of several sources do not mix. */
export class WholeLines {
  readonly #write: (text: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Takes a piece. */
  add(piece: Buffer): void {
    const text = this.#rest + this.#decoder.write(piece);
    const end = text.lastIndexOf("\n") + 1;
    this.#rest = text.slice(end);
    if (end > 0) this.#write(text.slice(0, end));
  }

  /** Nothing more comes: a line that has no end gets one. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (rest !== "") this.#write(`${rest}\n`);
  }
}
