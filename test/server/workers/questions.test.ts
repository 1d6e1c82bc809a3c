import { expect, test } from "vitest";
import { Questions } from "../../../src/server/workers/questions.ts";

test("each question gets its own answer, in whatever order they come", async () => {
  const sent: number[] = [];
  const questions = new Questions<string>((id) => sent.push(id));
  const answers = [questions.ask(), questions.ask()];
  const [first = 0, second = 0] = sent;
  questions.answer(second, "second");
  questions.answer(second, "again");
  questions.answer(99, "of nobody");
  questions.answer(first, "first");
  expect(await Promise.all(answers)).toEqual(["first", "second"]);
});

test("questions that get no answer any more get the one that stands for it", async () => {
  const questions = new Questions<string>(() => {});
  const answers = [questions.ask(), questions.ask()];
  questions.end("none");
  expect(await Promise.all(answers)).toEqual(["none", "none"]);
});
