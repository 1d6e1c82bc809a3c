import { expect } from "vitest";
import { keepFastLane } from "./keep-fast-lane.ts";

// Whichever the lane of the run.
keepFastLane(expect.getState().testPath ?? "");
