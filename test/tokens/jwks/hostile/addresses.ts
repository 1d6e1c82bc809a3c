import { goodSet } from "../../support/jwks.ts";
import { answering } from "../../support/key-set-server.ts";
import { httpRow, tlsRow } from "./endpoint.ts";

/** What a name may resolve to that is not of the public internet. */
const addresses = [
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.0.2.1",
  "192.168.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:169.254.169.254",
  "64:ff9b::7f00:1",
  "64:ff9b:1::a9fe:a9fe",
  "2001:0:7f00:1::",
  "2001:db8::1",
  "2002:7f00:1::",
  "fc00::1",
  "fe80::1",
  "fe80::1%lo",
  "fec0::1",
  "ff02::1",
];

/** Ways to write addresses of this machine and of its network into a URL. */
const literals = [
  "127.0.0.1",
  "127.1",
  "127.0.0.1.",
  "2130706433",
  "017700000001",
  "0x7f000001",
  "0177.0x0.0.1",
  "%31%32%37.0.0.1",
  "\uff11\uff12\uff17.0.0.1",
  "0",
  "10.0.0.1",
  "169.254.169.254",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:a9fe:a9fe]",
  "[64:ff9b::127.0.0.1]",
  "[2002:7f00:1::]",
  "[fe80::1]",
];

const tlsOf127 = { url: (port: number) => `https://127.0.0.1:${port}/jwks`, allowHosts: ["127.0.0.1"] };

/** Endpoints that are not to be asked, or not by this way. */
export const wrongAddresses = [
  ...addresses.map((address) =>
    tlsRow(`has a name that resolves to ${address}`, "key_set_address_not_allowed", {
      addresses: [address],
      allowHosts: [],
    }),
  ),
  tlsRow("has a name that resolves to several addresses, none of them public", "key_set_address_not_allowed", {
    addresses: ["127.0.0.1", "::1", "10.0.0.1"],
    allowHosts: [],
  }),
  tlsRow("has a name that resolves to what is no address", "key_set_address_not_allowed", {
    addresses: ["0x7f000001"],
    allowHosts: [],
  }),
  tlsRow("has a name that resolves to nothing", "key_set_host_not_found", { addresses: [] }),
  tlsRow("has another name than the one that is allowed", "key_set_address_not_allowed", {
    url: (port) => `https://idp.example.evil.example:${port}/jwks`,
  }),
  ...literals.map((literal) =>
    tlsRow(
      `has the address ${literal}`,
      "key_set_address_not_allowed",
      { url: (port) => `https://${literal}:${port}/jwks`, allowHosts: ["idp.example"] },
      tlsOf127,
    ),
  ),
  tlsRow("has an address with a zone", "key_set_url_not_allowed", {
    url: (port) => `https://[fe80::1%25lo]:${port}/jwks`,
  }),
  tlsRow("has credentials in its URL", "key_set_url_not_allowed", {
    url: (port) => `https://user:password@idp.example:${port}/jwks`,
  }),
  tlsRow("has a fragment in its URL", "key_set_url_not_allowed", {
    url: (port) => `https://idp.example:${port}/jwks#keys`,
  }),
  httpRow("is a file", "key_set_url_not_allowed", { url: () => "file:///etc/passwd" }),
  httpRow("is in its URL", "key_set_url_not_allowed", { url: () => `data:application/json,${goodSet}` }),
  httpRow("is asked over http, at a public address", "key_set_url_not_allowed", {
    url: () => "http://192.88.98.1/jwks",
  }),
  httpRow("is asked over http by a name that is allowed", "key_set_url_not_allowed", {
    url: (port) => `http://idp.example:${port}/jwks`,
    addresses: ["127.0.0.1"],
    allowHosts: ["idp.example"],
  }),
  httpRow("is asked over http outside development", "key_set_url_not_allowed", { allowLoopbackHttp: false }),
  httpRow(
    "is asked over http at a localhost that is elsewhere",
    "key_set_address_not_allowed",
    { url: (port) => `http://localhost:${port}/jwks`, addresses: ["10.0.0.1"], allowHosts: ["localhost"] },
    { url: (port) => `http://localhost:${port}/jwks`, addresses: ["127.0.0.1"] },
  ),
  tlsRow("has a certificate for another name", "key_set_not_secure", { certificate: "other-name" }),
  tlsRow("has a certificate that is out of date", "key_set_not_secure", { certificate: "expired" }),
  tlsRow("has a certificate that nobody trusts", "key_set_not_secure", { trusts: "other-name" }),
  tlsRow("speaks no TLS", "key_set_not_secure", {
    certificate: undefined,
    trusts: "trusted",
    serve: answering({ body: goodSet }),
  }),
  tlsRow("listens nowhere", "key_set_unreachable", { url: () => "https://idp.example:1/jwks" }),
];
