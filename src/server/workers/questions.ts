/** Questions to another process, each with an id that its answer comes back with. */
export class Questions<T> {
  readonly #send: (id: number) => void;
  readonly #resolveById = new Map<number, (answer: T) => void>();
  #last = 0;

  constructor(send: (id: number) => void) {
    this.#send = send;
  }

  /** What the other process answers. */
  ask(): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<T>((resolve) => this.#resolveById.set(id, resolve));
    this.#send(id);
    return answer;
  }

  /** An answer has come. */
  answer(id: number, answer: T): void {
    this.#resolveById.get(id)?.(answer);
    this.#resolveById.delete(id);
  }

  /** No more answers come: this stands for those that are missing. */
  end(answer: T): void {
    for (const id of this.#resolveById.keys()) this.answer(id, answer);
  }
}
