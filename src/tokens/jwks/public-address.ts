import { BlockList, isIPv4, isIPv6 } from "node:net";

/** The networks of IPv4 that are not the public internet's own (IANA, IPv4 Special-Purpose Address Registry). */
const specialIpv4 = listOf("ipv4", [
  "0.0.0.0/8", // this network, and the unspecified address
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared by customers of a carrier
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, where clouds keep their metadata
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // multicast tunnels
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16", // private
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
]);

/** All that is given out of IPv6: neither loopback, local, multicast nor mapped (`::ffff:0:0/96`) or NAT64 (`64:ff9b::/96`). */
const globalIpv6 = listOf("ipv6", ["2000::/3"]);

/** What of it is not the public internet's own (IANA, IPv6 Special-Purpose Address Registry). */
const specialIpv6 = listOf("ipv6", [
  "2001::/23", // protocol assignments, Teredo among them
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4, which wraps any IPv4 address
  "2620:4f:8000::/48", // AS112
  "3fff::/20", // documentation
]);

const loopbackIpv4 = listOf("ipv4", ["127.0.0.0/8"]);
const loopbackIpv6 = listOf("ipv6", ["::1/128"]);

/**
 * Tells whether an IP address, as the system writes it, is one of the public internet: neither of this machine, nor of a network
 * around it, nor one that stands for another address. What is no address, or has a zone, is not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialIpv4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  return globalIpv6.check(address, "ipv6") && !specialIpv6.check(address, "ipv6");
}

/** Tells whether an IP address is this machine's own, in the family's own form. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return loopbackIpv4.check(address, "ipv4");
  return isIPv6(address) && !address.includes("%") && loopbackIpv6.check(address, "ipv6");
}

function listOf(family: "ipv4" | "ipv6", networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
