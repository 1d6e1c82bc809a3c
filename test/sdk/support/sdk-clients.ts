import stytch, { StytchError } from "stytch";
import { b2b, consumer } from "./declared-state.ts";

interface Credentials {
  readonly projectId: string;
  readonly secret: string;
}

/** The official B2B client, of the declared project. It keeps what it has fetched: a new one knows nothing yet. */
export function memberClient(url: string, { projectId, secret }: Credentials = b2b): stytch.B2BClient {
  return quietly(() => new stytch.B2BClient({ project_id: projectId, secret, env: url, fraud_env: url }));
}

/** The official consumer client, of the declared project. */
export function userClient(url: string, { projectId, secret }: Credentials = consumer): stytch.Client {
  return quietly(() => new stytch.Client({ project_id: projectId, secret, env: url, fraud_env: url }));
}

/** Makes a client without its warning that the address is another than Stytch's: that is what is wanted here. */
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

/** The error that a call of the SDK is answered with: its status and type. Throws where it is not refused, or not by the server. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error("the call was not refused");
  if (!(error instanceof StytchError)) throw error;
  return `${error.status_code} ${error.error_type}`;
}
