import { pointerTo, pointerTokens } from "../../language/json-pointer.ts";
import { dependentPlaces, valueAt } from "./dependent-places.ts";
import type { StateProblem } from "./state-problem.ts";
import { withoutPlaces } from "./without-places.ts";

/** As many as are told of a state's shape. */
const maxProblems = 100;

/**
 * Everything that is wrong with a state, in its order, of which a judgement tells the first part. Some of it shows only
 * when something else is mended: so what is wrong, and what is judged by it, is taken out, and what is left is judged again,
 * until nothing is wrong with it. What is wrong only because something was taken out is not told.
 */
export async function everyProblem(
  state: unknown,
  first: readonly StateProblem[],
  judge: (remainder: unknown) => Promise<readonly StateProblem[]>,
): Promise<readonly StateProblem[]> {
  const told = [...first];
  const settled = new SettledPlaces();
  let rest = state;
  let origin = (pointer: string) => pointer;
  let found = first;
  while (found.length > 0 && told.length < maxProblems) {
    const places: string[] = [];
    for (const { pointer } of found) {
      const [own, ...dependents] = dependentPlaces(pointer, rest);
      places.push(nearest(own, rest), ...dependents);
      settled.addWrong(origin(pointer));
      settled.addWrong(origin(own));
      for (const dependent of dependents) settled.add(origin(dependent));
    }
    const remainder = withoutPlaces(rest, places);
    if (remainder.value === undefined) break;
    const before = origin;
    origin = (pointer) => before(remainder.placeBefore(pointer));
    rest = remainder.value;
    found = await judge(rest);
    const placed = found.map((problem) => ({ ...problem, pointer: origin(problem.pointer) }));
    told.push(...placed.filter(({ pointer }) => !settled.has(pointer)));
  }
  return inOrder(told, state);
}

/** The place itself, if something stands there, else what is nearest around it, so that each judgement has less before it. */
function nearest(pointer: string, state: unknown): string {
  let place = pointer;
  while (place !== "" && valueAt(state, place) === undefined) place = place.slice(0, place.lastIndexOf("/"));
  return place;
}

/** Places of which all that is to be told was told. */
class SettledPlaces {
  readonly #places = new Set<string>();
  readonly #parents = new Set<string>();

  /** Adds a place that is not judged any more. */
  add(pointer: string): void {
    this.#places.add(pointer);
  }

  /** Adds a place that is wrong itself: what it is a part of may be so for lack of it. */
  addWrong(pointer: string): void {
    this.add(pointer);
    this.#parents.add(pointer.slice(0, Math.max(0, pointer.lastIndexOf("/"))));
  }

  /** Whether something is told already of the place, of something around it, or of a part of it that it may lack now. */
  has(pointer: string): boolean {
    if (this.#parents.has(pointer)) return true;
    let place = "";
    return (
      this.#places.has(place) ||
      pointerTokens(pointer).some((token) => {
        place = pointerTo(place, token);
        return this.#places.has(place);
      })
    );
  }
}

/** The problems in the order of their places in the state; those of one place in the order in which they are. */
function inOrder(problems: readonly StateProblem[], state: unknown): readonly StateProblem[] {
  const ranked = problems.map((problem) => ({ problem, rank: rankOf(problem.pointer, state) }));
  return ranked.sort((one, other) => compareRanks(one.rank, other.rank)).map(({ problem }) => problem);
}

/** The position of each part of a pointer among its neighbours; what is not there comes last. */
function rankOf(pointer: string, state: unknown): readonly number[] {
  let at: unknown = state;
  return pointerTokens(pointer).map((token) => {
    const isInside = typeof at === "object" && at !== null && Object.hasOwn(at, token);
    const position = isInside
      ? Array.isArray(at)
        ? Number(token)
        : Object.keys(at as object).indexOf(token)
      : Infinity;
    at = isInside ? Reflect.get(at as object, token) : undefined;
    return position;
  });
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (const [index, position] of one.entries()) {
    const otherPosition = other[index];
    if (otherPosition === undefined) return 1;
    if (position !== otherPosition) return position < otherPosition ? -1 : 1;
  }
  return one.length === other.length ? 0 : -1;
}
