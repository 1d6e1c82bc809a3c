import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { type Block, blocks, nameOf } from "./blocks/block.ts";
import { makePlace, type Place } from "./blocks/place.ts";
import { expectSame, type Real, withReal } from "./blocks/same-output.ts";
import { blocksOf, fileOf } from "./blocks/way.ts";
import { type World, worlds } from "./blocks/worlds.ts";

const isRun: ReadonlySet<Block> = new Set(blocksOf("run"));
const isOutput: ReadonlySet<Block> = new Set(blocksOf("output"));
const isFile: ReadonlySet<Block> = new Set(blocksOf("file"));

/** What the pages use of the machine, beside Node.js and a shell, and it does not have. */
const missing = ["curl", "openssl"].filter(
  (name) => !(process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name))),
);
const isComplete = missing.length === 0;
if (!isComplete) console.warn(`SKIPPED: what pages show is not pasted, because there is no ${missing.join(", ")}.`);

test.runIf(process.env.CI === "true")("there is what the pages use", () => {
  expect(missing).toEqual([]);
});

describe.runIf(isComplete)(
  "what a page shows can be pasted, in its order, and does what it says",
  { concurrent: true },
  () => {
    test.for([...worlds])("%s", async ([page, world], { onTestFinished }) => {
      const place = await makePlace();
      onTestFinished(() => place.close());
      const done = await world.prepare?.(place);
      if (done !== undefined) onTestFinished(done);
      const reader = new Reader(place, world);
      const own = blocks.filter((block) => block.page === page);
      for (const block of own) {
        const name = isFile.has(block) ? fileOf(block.info) : undefined;
        if (name !== undefined && !name.includes("/")) place.write(name, block.text);
      }
      const pieces = own.filter((block) => isRun.has(block) || isOutput.has(block));
      for (const [at, block] of pieces.entries()) {
        try {
          if (isOutput.has(block)) reader.compare(block);
          else await reader.follow(block, pieces[at + 1]);
        } catch (cause) {
          throw new Error(`${nameOf(block)}: ${cause instanceof Error ? cause.message : cause}`, { cause });
        }
      }
      world.after?.(place);
    });
  },
);

/** Somebody who does what a page says, one block after the other. */
class Reader {
  readonly #place: Place;
  readonly #world: World;
  /** What the block before has printed. */
  #printed = "";
  readonly #real: Real = new Map();

  constructor(place: Place, world: World) {
    this.#place = place;
    this.#world = world;
  }

  /** Pastes a block; what comes behind it may say that a refusal is meant. */
  async follow(block: Block, next: Block | undefined): Promise<void> {
    await this.#world.before?.(this.#place, block);
    const { info } = block;
    const text = this.#put(block.text);
    if (info === "sh" || info === "console") expect(text).not.toContain("…");
    if (info === "console") await this.#talk(block.text);
    else if (info !== "sh") await this.#run(block, text);
    else if (/\bclaimsmith serve\b/.test(text)) await this.#place.serve(text);
    else await this.#paste(text, next?.info === "json answer" && JSON.parse(next.text).status_code >= 400);
  }

  /** Compares what was printed with a block that shows it. */
  compare({ info, text }: Block): void {
    if (info === "json answer") expect(JSON.parse(this.#printed)).toMatchObject(JSON.parse(text));
    else if (info === "json output") expect(JSON.parse(this.#printed)).toEqual(JSON.parse(text));
    else expectSame(text, this.#printed, this.#real);
  }

  async #paste(text: string, mayFail = false): Promise<void> {
    const { code, stdout, stderr } = await this.#place.paste(text);
    expect({ failed: code !== 0, stderr: mayFail || code === 0 ? "" : stderr }).toEqual({
      failed: mayFail,
      stderr: "",
    });
    this.#printed = stdout;
  }

  /** Commands behind `$ `, each followed by what it prints. */
  async #talk(text: string): Promise<void> {
    const [before, ...turns] = text.split(/^\$ /m);
    expect([before, turns.length > 0]).toEqual(["", true]);
    for (const turn of turns) {
      const [command = "", ...shown] = turn.split("\n");
      const { stdout, stderr } = await this.#place.paste(this.#put(command));
      expect(stderr).toBe("");
      expectSame(shown.join("\n"), stdout, this.#real);
    }
  }

  /** Runs a program, and compares what it prints with the comments that begin as a value does. */
  async #run({ info, text: written }: Block, text: string): Promise<void> {
    const { code } = info === "ts" ? await transform(text, { loader: "ts", format: "esm" }) : { code: text };
    this.#place.write("program.mjs", code);
    await this.#paste(`node ${this.#world.nodeOptions ?? ""} program.mjs`);
    const shown = Array.from(written.matchAll(/(?:;|\n)\s*\/\/ ([[{].*)$/gm), ([, value = ""]) => `${value}\n`);
    if (shown.length > 0) expect(this.#printed.replaceAll("'", '"')).toBe(shown.join("").replaceAll("'", '"'));
  }

  /** A text of the page with what its reader puts in, and with the ids, the ports and the address that there really are. */
  #put(text: string): string {
    const values = this.#world.values?.(this.#place) ?? {};
    const given = text.replace(/\b([A-Z][A-Z\d_]*)=…/g, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new Error(`nothing says what a reader puts behind \`${name}=\``);
      return `${name}='${values[name]}'`;
    });
    const free = given.replace(/--admin-port \d+/, "--admin-port 0");
    return withReal(free.replaceAll("http://127.0.0.1:4000", this.#place.url), this.#real);
  }
}
