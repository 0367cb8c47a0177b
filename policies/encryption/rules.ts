import type { Rule } from "../framework/rule.js";
import { bucketBlock } from "./bucketBlock.js";
import { bucketKey } from "./bucketEncryption.js";
import { bucketGuard } from "./bucketGuard.js";
import { bucketOwner } from "./bucketOwner.js";
import { bucketTransport } from "./bucketTransport.js";
import { bucketUploads } from "./bucketUploads.js";
import { databaseNetwork } from "./databaseNetwork.js";
import { databaseTransport } from "./databaseTransport.js";
import { databaseUpdates } from "./databaseUpdates.js";
import { databases } from "./databases.js";
import { foreignKey } from "./foreignKey.js";
import { keySettings } from "./keySettings.js";
import { messages } from "./messages.js";
import { otherStores } from "./otherStores.js";
import { parameterType } from "./parameterType.js";
import { plainSecrets } from "./plainSecrets.js";
import { publicAccessBlock } from "./publicAccessBlock.js";
import { publicDatabase } from "./publicDatabase.js";
import { secretRotation } from "./secretRotation.js";
import { sharedKey } from "./sharedKey.js";
import { volumes } from "./volumes.js";

export const encryptionRules: readonly Rule[] = [
  bucketKey,
  publicAccessBlock,
  bucketOwner,
  volumes,
  databases,
  otherStores,
  messages,
  secretRotation,
  parameterType,
  plainSecrets,
  keySettings,
  sharedKey,
  publicDatabase,
  bucketTransport,
  bucketUploads,
  bucketGuard,
  foreignKey,
  databaseTransport,
  bucketBlock,
  databaseNetwork,
  databaseUpdates,
];
