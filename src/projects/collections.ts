import { auditCollection } from "./audit-entry.ts";
import { masterKeyCheckCollection } from "./check-master-key.ts";
import { configurationCollection } from "./configuration.ts";
import { keyRingCollection } from "./key-ring-document.ts";
import { projectCollection } from "./project.ts";
import { workspaceCollection } from "./workspace.ts";

/** Every collection of this room, for opening a store. */
export const allProjectCollections = [
  projectCollection,
  configurationCollection,
  auditCollection,
  keyRingCollection,
  masterKeyCheckCollection,
  workspaceCollection,
] as const;
