import { describeWithMongodb } from "../support/mongodb.ts";
import { storeContract } from "./contract.ts";
import { mongodbAdapter } from "./mongodb-adapter.ts";

describeWithMongodb("on a MongoDB", (mongodb) => storeContract(mongodbAdapter(mongodb)));
