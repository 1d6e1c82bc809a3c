import { type Logger, type LoggerOptions, pino } from "pino";
import { loggedError } from "./logged-error.ts";

/** The levels of logging, from all to nothing: `silent`. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number];

/** The stream that log lines go to: each is one JSON object with a line feed. */
export interface LogStream {
  write(line: string): void;
}

/** Paths that must never be there, should they come to be: what they hold is replaced. */
const secretPaths = [
  "authorization",
  "secret",
  "token",
  "password",
  "session_token",
  "session_jwt",
  "access_token",
  "private_key",
  "headers",
  "body",
];

const options: LoggerOptions = {
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (level) => ({ level }) },
  redact: [...secretPaths, ...secretPaths.map((name) => `*.${name}`)],
  serializers: { err: (error: unknown) => loggedError(error) },
};

/** A logger that writes JSON lines. It never writes headers, bodies, tokens or secrets. */
export function createLogger(level: LogLevel, stream: LogStream): Logger {
  return pino({ ...options, level }, stream);
}

/** The stream that a server is to log to, and how much: `info` unless given. */
export interface LoggerChoice {
  readonly level?: LogLevel;
  readonly stream: LogStream;
}

/** The logger that was chosen; one that writes nothing if none was. */
export function loggerOf(choice: LoggerChoice | undefined): Logger {
  if (choice === undefined) return createLogger("silent", { write() {} });
  return createLogger(choice.level ?? "info", choice.stream);
}
