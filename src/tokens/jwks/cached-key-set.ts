import type { EpochMilliseconds } from "../epoch.ts";
import { keySetFreshMilliseconds, keySetRetryMilliseconds, keySetServesMilliseconds } from "../limits.ts";
import type { KeySet, KeySetReading } from "./key-set-reading.ts";

/** The keys of one URL as a process has them: fetched when they are needed, by one fetch at a time. */
export class CachedKeySet {
  readonly #fetch: () => Promise<KeySetReading>;
  readonly #clock: () => EpochMilliseconds;
  /** The last set that could be had, and when its fetch began. */
  #good: { readonly set: KeySet; readonly at: EpochMilliseconds } | undefined;
  /** What came of the last fetch, and when it ended. */
  #last: { readonly reading: KeySetReading; readonly at: EpochMilliseconds } | undefined;
  #flight: Promise<KeySetReading> | undefined;

  constructor(fetch: () => Promise<KeySetReading>, clock: () => EpochMilliseconds) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /**
   * The keys for a token that names this one. They are fetched again after ten minutes, and where they have not the key
   * that is named, but not within 30 seconds of the last fetch: one that cannot be used they have, so that its tokens do not
   * trouble the issuer, and one that is mended is noticed as soon as one that is taken out. While they cannot be had the last ones serve, for at most a
   * day; without any, the reason is told.
   */
  async read(kid: string | undefined): Promise<KeySetReading> {
    const known = this.fresh(kid);
    if (known !== undefined) return known;
    const latest = await this.#latest();
    const good = this.#good;
    return good !== undefined && this.#isWithin(keySetServesMilliseconds, good.at) ? { ok: true, ...good.set } : latest;
  }

  /** The keys, if they need not be fetched for a token that names this one. */
  fresh(kid: string | undefined): KeySetReading | undefined {
    const known = this.#good;
    if (known === undefined || !this.#isWithin(keySetFreshMilliseconds, known.at)) return undefined;
    return mayHave(known.set, kid) ? { ok: true, ...known.set } : undefined;
  }

  /** What comes of the fetch that is under way, of the last one if that was just now, or of one more. */
  #latest(): Promise<KeySetReading> {
    if (this.#flight !== undefined) return this.#flight;
    const last = this.#last;
    if (last !== undefined && this.#isWithin(keySetRetryMilliseconds, last.at)) return Promise.resolve(last.reading);
    this.#flight = this.#fly();
    return this.#flight;
  }

  async #fly(): Promise<KeySetReading> {
    const at = this.#clock();
    try {
      const reading = await this.#fetch();
      if (reading.ok) this.#good = { set: { keys: reading.keys, unusable: reading.unusable }, at };
      this.#last = { reading, at: this.#clock() };
      return reading;
    } finally {
      this.#flight = undefined;
    }
  }

  /** Whether a moment is less than that long ago. One that lies as far ahead is not: then the clock was put back. */
  #isWithin(milliseconds: number, at: EpochMilliseconds): boolean {
    return Math.abs(this.#clock() - at) < milliseconds;
  }
}

/** Whether the set has the key of that id, be it of use or not, or one that may be meant whatever the id. */
function mayHave({ keys, unusable }: KeySet, kid: string | undefined): boolean {
  if (kid === undefined || unusable.some((key) => key.kid === kid)) return true;
  return keys.some((key) => key.kid === undefined || key.kid === kid);
}
