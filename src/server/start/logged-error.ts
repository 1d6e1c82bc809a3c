import { ApiError, MasterKeyMismatchError } from "../../projects/index.ts";
import { isStoreError } from "../../store/index.ts";
import { StartError } from "./start-error.ts";

/** An error as it is logged: where it was thrown, and what it says if that can hold nothing that a caller sent. */
export interface LoggedError {
  readonly type: string;
  /** As systems and drivers number and name their errors. */
  readonly code?: string | number;
  /** Only of errors of the service itself and of the operating system: others may quote what they could not take. */
  readonly message?: string;
  /** The frames of the stack. */
  readonly stack: string;
  readonly cause?: LoggedError;
}

const maxCauses = 5;

/** Makes what is logged of something that was thrown, and of its causes. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: "" };
  const { name, message, cause } = error;
  const code = "code" in error ? error.code : undefined;
  return {
    type: name,
    ...(isCode(code) ? { code } : {}),
    ...(isOwnMessage(error) ? { message } : {}),
    stack: framesOf(error),
    ...(cause === undefined || depth === maxCauses ? {} : { cause: loggedError(cause, depth + 1) }),
  };
}

function isCode(code: unknown): code is string | number {
  return typeof code === "number" || (typeof code === "string" && /^[A-Za-z0-9_]{1,64}$/.test(code));
}

function isOwnMessage(error: Error): boolean {
  return (
    isStoreError(error) ||
    error instanceof ApiError ||
    error instanceof MasterKeyMismatchError ||
    error instanceof StartError ||
    error.message.startsWith("invariant broken: ") ||
    ("syscall" in error && typeof error.syscall === "string")
  );
}

/** The stack begins with the message, which may have lines that look like frames. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  if (start === -1) return "";
  return stack
    .slice(start + message.length)
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .join("\n");
}
