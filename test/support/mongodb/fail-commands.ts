import type { MongoClient } from "mongodb";

/** Which commands a MongoDB fails, how often, and how: see `failCommand` in MongoDB's fail points. */
export interface CommandFailure {
  readonly times: number;
  readonly failCommands: readonly string[];
  /** Only those of connections by that name. */
  readonly appName: string;
  readonly errorCode?: number;
  readonly closeConnection?: boolean;
  readonly writeConcernError?: object;
}

/** Has a MongoDB fail commands until what is returned is called. Skips the test where it has no fail points. */
export async function failCommands(
  client: MongoClient,
  skip: (note?: string) => void,
  { times, ...data }: CommandFailure,
): Promise<() => Promise<void>> {
  const configure = async (mode: object | string): Promise<void> => {
    await client.db("admin").command({ configureFailPoint: "failCommand", mode, data });
  };
  try {
    await configure({ times });
  } catch {
    console.warn("SKIPPED: fail points, because the MongoDB for tests was started without enableTestCommands=1.");
    skip("the MongoDB has no fail points");
  }
  return () => configure("off");
}
