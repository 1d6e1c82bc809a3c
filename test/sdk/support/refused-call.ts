/** A call of a method of the SDK, and the error that it is answered with. */
export interface RefusedCall<Client> {
  readonly method: string;
  /** Status and type. */
  readonly error: string;
  readonly call: (client: Client) => Promise<unknown>;
}

/** A session that there is not. */
export const unknownSession = { session_token: "unknown" };

/** Looks like a JWT, and is signed by nobody. */
export const unsignedJwt = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA";
