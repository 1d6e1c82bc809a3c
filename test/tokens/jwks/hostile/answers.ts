import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { KeySetFault } from "../../../../src/tokens/index.ts";
import { goodSet } from "../../support/jwks.ts";
import { type Answer, answering, saying } from "../../support/key-set-server.ts";
import { httpRow, tlsRow } from "./endpoint.ts";

const html = "<!doctype html><title>Sign in</title>";
const spaces = (count: number) => " ".repeat(count);
const bytesInAll = 65_536;
const gzip = gzipSync(goodSet);

function answerRow(name: string, fault: KeySetFault, hostile: Answer, control: Answer = {}) {
  const good = { body: goodSet };
  return httpRow(
    name,
    fault,
    { serve: answering({ ...good, ...hostile }) },
    { serve: answering({ ...good, ...control }) },
  );
}

function encodingRow(encoding: string, body: Uint8Array) {
  return answerRow(`answers in ${encoding}`, "key_set_encoded", { headers: { "content-encoding": encoding }, body });
}

/** Endpoints whose answer is not what it must be, whatever key set is in it. */
export const wrongAnswers = [
  answerRow("redirects to the key set", "key_set_redirected", { status: "302 Found", headers: { location: "/jwks" } }),
  answerRow("redirects for good", "key_set_redirected", {
    status: "301 Moved Permanently",
    headers: { location: "http://169.254.169.254/latest/meta-data/" },
  }),
  answerRow("redirects and keeps the method", "key_set_redirected", {
    status: "307 Temporary Redirect",
    headers: { location: "https://idp.example/jwks" },
  }),
  answerRow("says that nothing has changed", "key_set_redirected", { status: "304 Not Modified", body: "" }),
  answerRow("says that it has failed", "key_set_status_not_ok", { status: "500 Internal Server Error" }),
  answerRow("says that there is nothing", "key_set_status_not_ok", { status: "404 Not Found" }),
  answerRow("asks for credentials", "key_set_status_not_ok", {
    status: "401 Unauthorized",
    headers: { "www-authenticate": "Basic" },
  }),
  answerRow("sends a part", "key_set_status_not_ok", {
    status: "206 Partial Content",
    headers: { "content-range": `bytes 0-${goodSet.length - 1}/70000` },
  }),
  answerRow("sends no content", "key_set_status_not_ok", { status: "204 No Content", body: "" }),
  answerRow("sends HTML", "key_set_wrong_content_type", { headers: { "content-type": "text/html" }, body: html }),
  answerRow("sends its key set as plain text", "key_set_wrong_content_type", {
    headers: { "content-type": "text/plain" },
  }),
  answerRow(
    "sends its key set as something that only begins like JSON",
    "key_set_wrong_content_type",
    { headers: { "content-type": "application/jsonp" } },
    { headers: { "content-type": "application/json; charset=utf-8" } },
  ),
  answerRow(
    "sends its key set as a type that has JSON in its name",
    "key_set_wrong_content_type",
    { headers: { "content-type": "application/json+zip" } },
    { headers: { "content-type": "Application/JWK-Set+JSON" } },
  ),
  answerRow("does not say what it sends", "key_set_wrong_content_type", { headers: { "content-type": undefined } }),
  answerRow("sends HTML as JSON", "key_set_not_json", { body: html }),
  encodingRow("gzip", gzip),
  encodingRow("br", brotliCompressSync(goodSet)),
  encodingRow("deflate", deflateSync(goodSet)),
  encodingRow("gzip, gzip", gzipSync(gzip)),
  answerRow(
    "says that it has compressed what it has not",
    "key_set_encoded",
    { headers: { "content-encoding": "gzip" } },
    { headers: { "content-encoding": "identity" } },
  ),
  answerRow("sends a bomb", "key_set_encoded", {
    headers: { "content-encoding": "gzip" },
    body: gzipSync(spaces(50_000_000)),
  }),
  httpRow("compresses the transfer", "key_set_encoded", {
    serve: saying(
      Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: gzip, chunked\r\n\r\n${gzip.length.toString(16)}\r\n`,
        ),
        gzip,
        Buffer.from("\r\n0\r\n\r\n"),
      ]),
    ),
  }),
  answerRow(
    "sends a byte too much",
    "key_set_too_large",
    { body: goodSet + spaces(bytesInAll + 1 - goodSet.length) },
    { body: goodSet + spaces(bytesInAll - goodSet.length) },
  ),
  answerRow("says that it will send too much", "key_set_too_large", { headers: { "content-length": "65537" } }),
  httpRow(
    "sends a byte too much without saying how much it sends",
    "key_set_too_large",
    {
      serve: saying(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${goodSet}${spaces(bytesInAll + 1 - goodSet.length)}`,
      ),
    },
    {
      serve: saying(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${goodSet}${spaces(bytesInAll - goodSet.length)}`,
      ),
    },
  ),
  httpRow("sends without end", "key_set_too_large", {
    serve: (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
      const more = () => {
        while (socket.writable && socket.write(`4000\r\n${spaces(16_384)}\r\n`));
      };
      socket.on("drain", more);
      more();
    },
  }),
  answerRow("sends headers without end", "key_set_broken_off", { headers: { cookie: "x".repeat(100_000) } }),
  answerRow("breaks off in the body", "key_set_broken_off", { headers: { "content-length": `${goodSet.length + 1}` } }),
  httpRow(
    "breaks off in a chunk",
    "key_set_broken_off",
    {
      serve: saying(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${goodSet.length.toString(16)}\r\n${goodSet}`,
      ),
    },
    {
      serve: saying(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${goodSet.length.toString(16)}\r\n${goodSet}\r\n0\r\n\r\n`,
      ),
    },
  ),
  httpRow("hangs up without an answer", "key_set_broken_off", { serve: (socket) => void socket.end() }),
  httpRow("resets the connection", "key_set_broken_off", { serve: (socket) => void socket.resetAndDestroy() }),
  httpRow("speaks another protocol", "key_set_broken_off", { serve: saying("SSH-2.0-OpenSSH_9.6\r\n") }),
  httpRow("speaks HTTP/0.9", "key_set_broken_off", { serve: saying(goodSet) }),
  answerRow("changes the protocol", "key_set_broken_off", {
    status: "101 Switching Protocols",
    headers: { connection: "upgrade", upgrade: "websocket" },
  }),
  answerRow("tells its length twice, and differently", "key_set_broken_off", {
    headers: { "transfer-encoding": "chunked" },
  }),
  tlsRow("breaks off under TLS", "key_set_broken_off", {
    serve: answering({ body: goodSet, headers: { "content-length": `${goodSet.length + 1}` } }),
  }),
];
