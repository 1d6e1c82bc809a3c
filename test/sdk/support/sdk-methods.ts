/** A method of an official client: its path from the client, such as `organizations.members.get`, and how it is called. */
export interface SdkMethod {
  readonly path: string;
  readonly call: (parameters: object) => Promise<unknown>;
}

/** What clients hold beside the parts of the API. */
const INTERNALS: ReadonlySet<string> = new Set(["fetchConfig", "jwtConfig", "jwtOptions", "jwksClient", "policyCache"]);

/** Every method of a client of the SDK, whatever part of the API it is for. */
export function sdkMethods(client: object, path: readonly string[] = []): readonly SdkMethod[] {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter((name) => name !== "constructor");
  const parts = Object.entries(client).filter(([name, part]) => !INTERNALS.has(name) && isPart(part));
  return [
    ...names.map((name) => ({
      path: [...path, name].join("."),
      // The methods keep their parameters apart from `this`; the generic call is what a loop over all of them needs.
      call: async (parameters: object) => Reflect.get(client, name).call(client, parameters, {}),
    })),
    ...parts.flatMap(([name, part]) => sdkMethods(part, [...path, name])),
  ];
}

/** Whether a property is a part of the API: an instance of a class of the SDK. */
function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) !== Object.prototype;
}
