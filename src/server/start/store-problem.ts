import { fileErrorReason } from "../../publishing/index.ts";
import type { StoreUnavailableError, Unavailability } from "../../store/index.ts";
import type { StoreLocation } from "./check-options.ts";
import { StartError, type ToldSecrets } from "./start-error.ts";

/** The reason why a store cannot serve, with what to do, as a `StartError`. */
export function storeProblem(
  error: StoreUnavailableError,
  { kind }: StoreLocation,
  made: ToldSecrets = {},
): StartError {
  const { reason } = error;
  const isTemporary = kind === "mongodb" && reason === "failed";
  const help = isTemporary ? mongodbHelp : helpByReason.get(reason);
  const problem = { option: "store", message: messageOf(error), ...(help && { help }) };
  return new StartError([problem], { ...made, cause: error, isTemporary });
}

/** Says also what the file system says, if it was that. */
function messageOf({ message, cause }: StoreUnavailableError): string {
  const isOfFiles = cause instanceof Error && "syscall" in cause;
  return isOfFiles ? `${message}: ${fileErrorReason(cause)}` : message;
}

const mongodbHelp = "see to it that the MongoDB runs, and that this machine reaches it with this address";

/** An address says by itself what is wrong with it. */
const helpByReason: ReadonlyMap<Unavailability, string> = new Map([
  ["indexes", "start one server with `--migrate`, while no other runs"],
  ["absent", "name the one that your servers have; a server makes one when it starts"],
  [
    "foreign",
    "name the directory of a store, or another for a new one; if this was a store, restore it from a back-up",
  ],
  ["version", "start the version of claimsmith that has written it, or name another store"],
  ["full", "make room on its disk"],
  ["failed", "see to it that its files can be read and written; if they are damaged, restore them from a back-up"],
]);
