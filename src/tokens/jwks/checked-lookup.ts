import type { LookupFunction } from "node:net";
import type { LookUpHost } from "./bounded-lookup.ts";
import type { KeySetFault } from "./key-set-fault.ts";

/** The reason why a socket has no address to connect to. */
export class LookupRefusal extends Error {
  readonly fault: KeySetFault;

  constructor(fault: KeySetFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * A look-up for a socket: it is given only addresses that are allowed, and connects to one of just these, so that no
 * second look-up can tell another.
 */
export function checkedLookup(lookUp: LookUpHost, isAllowedAddress: (address: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    const answer = async () => {
      const found = await lookUp(hostname).catch(() => []);
      const allowed = found.filter(({ address }) => isAllowedAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        const fault = found.length === 0 ? "key_set_host_not_found" : "key_set_address_not_allowed";
        callback(new LookupRefusal(fault), "");
      } else if (all === true) callback(null, [...allowed]);
      else callback(null, first.address, first.family);
    };
    void answer();
  };
}
