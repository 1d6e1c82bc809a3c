import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { keySetTimeoutMilliseconds, maxKeySetBytes } from "../limits.ts";
import type { LookUpHost } from "./bounded-lookup.ts";
import { checkedLookup, LookupRefusal } from "./checked-lookup.ts";
import type { KeySetFault } from "./key-set-fault.ts";
import type { KeySetReading } from "./key-set-reading.ts";
import { type KeySetAccess, type KeySetTarget, keySetTarget } from "./key-set-url.ts";
import { readKeySet } from "./read-key-set.ts";

/** The way in which key sets are fetched. */
export interface KeySetTransport extends KeySetAccess {
  readonly lookUp: LookUpHost;
  /** From the look-up to the last byte; 5 s unless said otherwise. */
  readonly timeoutMilliseconds?: number;
  /** Certificate authorities in PEM, in the place of those that Node.js trusts. */
  readonly certificateAuthorities?: readonly string[];
}

/**
 * Fetches a key set and reads it: over https, or over http from this machine where that is allowed, at an address that is
 * allowed; in one exchange without redirect, proxy and compression, within a time and a size. Never rejects.
 */
export async function fetchKeySet(url: string, transport: KeySetTransport): Promise<KeySetReading> {
  const reading = keySetTarget(url, transport);
  if (!reading.ok) return reading;
  const answer = await download(reading.target, transport);
  return answer.ok ? readKeySet(answer.bytes) : answer;
}

type Download = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly fault: KeySetFault };

function download(target: KeySetTarget, transport: KeySetTransport): Promise<Download> {
  return new Promise((resolve) => {
    const request = openRequest(target, transport);
    const end = (answer: Download) => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    const { timeoutMilliseconds = keySetTimeoutMilliseconds } = transport;
    const timer = setTimeout(() => end({ ok: false, fault: "key_set_timed_out" }), timeoutMilliseconds);
    const faultOf = faultByStage(request, target.url);
    request.on("error", (error) => end({ ok: false, fault: error instanceof LookupRefusal ? error.fault : faultOf() }));
    // As when the answer is one that changes the protocol: then there is no error.
    request.on("close", () => end({ ok: false, fault: faultOf() }));
    request.on("response", (response) => {
      const fault = refusalOf(response);
      if (fault === undefined) readBody(response, end);
      else end({ ok: false, fault });
    });
    request.end();
  });
}

function openRequest({ url, isAllowedAddress }: KeySetTarget, transport: KeySetTransport): ClientRequest {
  const { lookUp, certificateAuthorities: ca } = transport;
  const options = {
    // Its own connection; the shared agent is what a proxy of the environment would be in.
    agent: false,
    lookup: checkedLookup(lookUp, isAllowedAddress),
    headers: {
      accept: "application/jwk-set+json, application/json",
      "accept-encoding": "identity",
      "user-agent": "claimsmith",
    },
  };
  if (url.protocol === "http:") return httpRequest(url, options);
  // Said outright, for an environment variable can say otherwise.
  const tls = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca: [...ca] }) };
  return httpsRequest(url, { ...options, ...tls });
}

/** What it means that a request fails, going by how far it has come. */
function faultByStage(request: ClientRequest, { protocol }: URL): () => KeySetFault {
  let fault: KeySetFault = "key_set_unreachable";
  request.on("socket", (socket) => {
    socket.on("connect", () => {
      fault = protocol === "https:" ? "key_set_not_secure" : "key_set_broken_off";
    });
    socket.on("secureConnect", () => {
      fault = "key_set_broken_off";
    });
  });
  return () => fault;
}

/** `application/json`, or a type that says to be JSON (RFC 6838 §4.2.8), such as `application/jwk-set+json` (RFC 7517 §8.5). */
const jsonType = /^application\/(?:json|[\w.!#$&^-]+\+json)[ \t]*(?:;|$)/i;

/** What is wrong with an answer, going by its status and its headers. */
function refusalOf({ statusCode = 0, headers }: IncomingMessage): KeySetFault | undefined {
  if (statusCode >= 300 && statusCode < 400) return "key_set_redirected";
  if (statusCode !== 200) return "key_set_status_not_ok";
  const { "content-encoding": encoding = "identity", "transfer-encoding": transfer = "chunked" } = headers;
  if (encoding.toLowerCase() !== "identity" || transfer.toLowerCase() !== "chunked") return "key_set_encoded";
  if (!jsonType.test(headers["content-type"] ?? "")) return "key_set_wrong_content_type";
  return Number(headers["content-length"] ?? 0) > maxKeySetBytes ? "key_set_too_large" : undefined;
}

function readBody(response: IncomingMessage, end: (answer: Download) => void): void {
  const chunks: Uint8Array[] = [];
  let size = 0;
  response.on("data", (chunk: Uint8Array) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxKeySetBytes) end({ ok: false, fault: "key_set_too_large" });
  });
  response.on("end", () => end({ ok: true, bytes: Buffer.concat(chunks) }));
  response.on("error", () => end({ ok: false, fault: "key_set_broken_off" }));
}
