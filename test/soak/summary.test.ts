import { describe, expect, test } from "vitest";
import { SessionModel } from "./session-model.ts";
import { newTally, summaryOf, type Tally } from "./summary.ts";

const seen = { sessionId: "s1", memberId: "id1", organizationId: "o1", member: "m1", mark: "a", step: 0 };

function summary(more: Partial<Tally> = {}, spoil: (model: SessionModel) => void = () => {}) {
  const model = new SessionModel();
  model.begun({ member: "m1", mark: "a" }, "token", seen);
  spoil(model);
  const tally = { ...newTally(), serverKills: 12, mongodbKills: 8, rotations: 3, keys: new Set(["k1"]), ...more };
  tally.requests.set("attest done", 5).set("attest broken", 1);
  return summaryOf(model, tally, { minutes: 2, seed: 7 });
}

describe("the summary of a soak", () => {
  test("tells what was done, and that it has passed", () => {
    expect(summary()).toEqual({
      text: `2 minutes, seed 7
requests: 1 attest broken, 5 attest done
kills: 12 of servers, 8 of the MongoDB; 0 failed starts; 3 rotations, 1 keys signed
sessions checked: 1, 0 of them revoked
lost: 0, wrong: 0, resurrected: 0
`,
      hasPassed: true,
    });
  });

  test.each<[string, Partial<Tally>, (model: SessionModel) => void, string]>([
    [
      "a breach",
      {},
      (model) => {
        for (const known of model.sessions) model.authenticating(known)({ kind: "absent" });
      },
      "FAILED: lost: the session s1 of m1 is not there, and nobody has revoked it",
    ],
    ["too few kills", { serverKills: 11 }, () => {}, "FAILED: only 19 kills in 2 minutes: at least 10 a minute"],
    ["no session", {}, (model) => void model.sessions.pop(), "FAILED: no session was begun"],
    [
      "a session that nobody answers for",
      { unanswered: 2 },
      () => {},
      "FAILED: 2 sessions could not be checked at the end",
    ],
  ])("fails for %s", (_name, more, spoil, line) => {
    const { text, hasPassed } = summary(more, spoil);
    expect([hasPassed, text.trimEnd().split("\n").at(-1)]).toEqual([false, line]);
  });
});
