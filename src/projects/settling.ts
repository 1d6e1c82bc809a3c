import type { Retrying } from "../store/index.ts";
import { ApiError } from "./api-error.ts";
import type { Backend } from "./backend.ts";

/** The time for which a change is tried again while others change the same records. */
export const maxSettleMilliseconds = 10_000;

/** The way in which a change that lost a race is tried again; in the end with the `ApiError` `service_unavailable`. */
export function settling({ pacing }: Backend): Retrying {
  return {
    pacing,
    maxMilliseconds: maxSettleMilliseconds,
    unsettled: () => new ApiError("service_unavailable", "others are changing the same records; try again"),
  };
}
