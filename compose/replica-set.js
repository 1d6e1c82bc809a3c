// For mongosh: makes the three nodes of compose.yaml one replica set, and a user who can read and write the database of
// the servers. What is there already stays; the password becomes the one that is given.
const { MONGO_ROOT_PASSWORD, CLAIMSMITH_MONGO_PASSWORD } = process.env;
const nodes = ["mongo1", "mongo2", "mongo3"];
const root = `mongodb://root:${encodeURIComponent(MONGO_ROOT_PASSWORD)}@`;

const first = connect(`${root}${nodes[0]}/admin?directConnection=true`);
try {
  first.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  const members = nodes.map((host, _id) => ({ _id, host: `${host}:27017` }));
  first.adminCommand({ replSetInitiate: { _id: "rs0", members } });
  print("the replica set is initiated");
}

// Writes go to the primary, which the nodes have yet to choose.
const all = connect(`${root}${nodes.join(",")}/admin?replicaSet=rs0&serverSelectionTimeoutMS=60000`);
for (let tries = 0; !all.hello().isWritablePrimary; tries += 1) {
  if (tries === 60) throw new Error("the replica set has no primary");
  sleep(1000);
}

const database = all.getSiblingDB("claimsmith");
if (database.getUser("claimsmith") === null) {
  database.createUser({ user: "claimsmith", pwd: CLAIMSMITH_MONGO_PASSWORD, roles: ["readWrite"] });
  print("the user of the servers is made");
} else {
  database.changeUserPassword("claimsmith", CLAIMSMITH_MONGO_PASSWORD);
}
