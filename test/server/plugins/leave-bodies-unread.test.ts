import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { basic } from "../support/basic.ts";
import { answerOf, listening } from "../support/socket.ts";
import { b2bProjectId, testApp } from "../support/test-app.ts";

const wrong = `Authorization: ${basic(`${b2bProjectId}:wrong`)}\r\n`;
const withWrongCredentials = `POST /v1/echo HTTP/1.1\r\nHost: x\r\n${wrong}`;

/** The answer to a head whose body never comes, and whether the server then closes the connection. */
async function answerTo(head: string) {
  const { app } = await testApp();
  const client = connect(await listening(app), "127.0.0.1");
  client.write(`${head}\r\n`);
  const [text] = await once(client.setEncoding("utf8"), "data");
  const { line, headers } = answerOf(text);
  const closes = headers.get("connection") === "close";
  if (closes) await once(client, "close");
  client.destroy();
  return { status: Number(line.split(" ")[1]), closes };
}

test.each([
  ["wrong credentials", withWrongCredentials, 401],
  ["no credentials", "POST /v1/echo HTTP/1.1\r\nHost: x\r\n", 401],
  ["a path that there is not", "POST /nowhere HTTP/1.1\r\nHost: x\r\n", 404],
  ["a request that has none", "GET /healthz HTTP/1.1\r\nHost: x\r\n", 200],
])("an endless body of %s is left unread, and its connection closed", async (_, head, status) => {
  expect(await answerTo(`${head}Content-Length: 10000000000\r\n`)).toEqual({ status, closes: true });
  expect(await answerTo(`${head}Transfer-Encoding: chunked\r\n`)).toEqual({ status, closes: true });
});

test("a connection stays open where the body may be read in a moment", async () => {
  const head = withWrongCredentials;
  expect(await answerTo(`${head}Content-Length: 262144\r\n`)).toEqual({ status: 401, closes: false });
  expect(await answerTo(head)).toEqual({ status: 401, closes: false });
});
