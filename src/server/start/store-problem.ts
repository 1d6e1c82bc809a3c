import type { StoreUnavailableError, Unavailability } from "../../store/index.ts";
import type { StoreLocation } from "./check-options.ts";
import { StartError, type ToldSecrets } from "./start-error.ts";

/** Why a server cannot start on a store. */
export function storeProblem(
  error: StoreUnavailableError,
  { kind }: StoreLocation,
  made: ToldSecrets = {},
): StartError {
  const { reason, message } = error;
  const isTemporary = kind === "mongodb" && reason === "failed";
  const help = HELP_BY_REASON.get(reason);
  return new StartError([{ option: "store", message, ...(help && { help }) }], { ...made, cause: error, isTemporary });
}

const HELP_BY_REASON: ReadonlyMap<Unavailability, string> = new Map([
  ["indexes", "start one server with `--migrate`, while no other runs"],
  ["absent", "name the one that your servers have; a server makes one when it starts"],
]);
