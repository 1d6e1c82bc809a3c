import { wrongAddresses } from "./hostile/addresses.ts";
import { wrongAnswers } from "./hostile/answers.ts";
import { wrongKeySets } from "./hostile/contents.ts";
import type { HostileEndpoint } from "./hostile/endpoint.ts";
import { slowEndpoints } from "./hostile/times.ts";

export { openEndpoint } from "./hostile/endpoint.ts";

/** Endpoints that give no key, each beside one that gives its key and differs from it in one thing. */
export const hostileEndpoints: readonly HostileEndpoint[] = [
  ...slowEndpoints,
  ...wrongAnswers,
  ...wrongKeySets,
  ...wrongAddresses,
];
