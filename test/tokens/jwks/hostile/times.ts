import { goodSet } from "../../support/jwks.ts";
import { dripping, saying } from "../../support/key-set-server.ts";
import { httpRow, tlsRow } from "./endpoint.ts";

const timeoutMilliseconds = 100;
const silent = { serve: () => {}, timeoutMilliseconds };
const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/** Endpoints that take their time: of the whole, from the look-up to the last byte, there is only so much. */
export const slowEndpoints = [
  httpRow("takes the request and never answers", "key_set_timed_out", silent),
  tlsRow("takes the request over TLS and never answers", "key_set_timed_out", silent),
  tlsRow(
    "never finishes the TLS handshake",
    "key_set_timed_out",
    // Without a certificate it is no TLS server: it waits for the end of a request that never comes.
    { ...silent, certificate: undefined, trusts: "trusted" },
  ),
  tlsRow("has a name that takes forever to look up", "key_set_timed_out", { addresses: "never", timeoutMilliseconds }),
  httpRow("drips its status line", "key_set_timed_out", { serve: dripping("HTTP/1.1 200 ", "k"), timeoutMilliseconds }),
  httpRow("drips its headers", "key_set_timed_out", { serve: dripping(`${head}x: `, "y"), timeoutMilliseconds }),
  httpRow("drips its body", "key_set_timed_out", {
    serve: dripping(`${head}content-length: 65536\r\n\r\n`, " "),
    timeoutMilliseconds,
  }),
  httpRow("drips its body in chunks", "key_set_timed_out", {
    serve: dripping(`${head}transfer-encoding: chunked\r\n\r\n`, "1\r\n \r\n"),
    timeoutMilliseconds,
  }),
  httpRow("drips interim answers", "key_set_timed_out", {
    serve: dripping("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    timeoutMilliseconds,
  }),
  httpRow(
    "keeps the connection open after half the body",
    "key_set_timed_out",
    {
      serve: (socket) => void socket.write(`${head}content-length: ${goodSet.length}\r\n\r\n${goodSet.slice(0, 99)}`),
      timeoutMilliseconds,
    },
    { serve: saying(`${head}content-length: ${goodSet.length}\r\n\r\n${goodSet}`) },
  ),
];
