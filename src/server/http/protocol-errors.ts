import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { ApiError, type ApiErrorType } from "../../projects/index.ts";
import { type RandomBytes, randomUuid } from "../../tokens/index.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { errorEnvelope } from "./envelope.ts";
import { requestIdText } from "./request-id.ts";

/** The parts that answers need on connections that never come to be a request. */
export interface ProtocolErrorOptions {
  readonly logger: FastifyBaseLogger;
  readonly random: RandomBytes;
  readonly metrics: Metrics;
}

const typeByCode: ReadonlyMap<unknown, ApiErrorType> = new Map([
  ["HPE_HEADER_OVERFLOW", "request_headers_too_large"],
  ["ERR_HTTP_REQUEST_TIMEOUT", "request_timeout"],
]);

/** Answers what Node.js could not read as HTTP, in the envelope, and ends the connection. */
export function answerProtocolError(
  error: Error & { readonly code?: unknown },
  socket: Duplex,
  options: ProtocolErrorOptions,
): void {
  if (error.code === "ECONNRESET") socket.destroy();
  else answerOnSocket(typeByCode.get(error.code) ?? "bad_request", socket, options);
}

/** Writes an answer straight to a connection, and ends it. */
export function answerOnSocket(
  type: ApiErrorType,
  socket: Duplex,
  { logger, random, metrics }: ProtocolErrorOptions,
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = requestIdText(randomUuid(random));
  const envelope = errorEnvelope(new ApiError(type), requestId);
  const { status_code: status } = envelope;
  const body = JSON.stringify(envelope);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
  ];
  logger.info({ request_id: requestId, route: null, status, error_type: type }, "request");
  metrics.request({ route: "none", method: "", status, errorType: type });
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
