import type { Rule } from "../framework/rule.js";
import { accessAnalyzer } from "./accessAnalyzer.js";
import { accountSettings } from "./accountSettings.js";
import { administratorStatement } from "./administratorStatement.js";
import { boundary } from "./boundary.js";
import { boundaryLifts } from "./boundaryLifts.js";
import { bulkRead } from "./bulkRead.js";
import { ceilingScope } from "./ceilingScope.js";
import { cloudflareTokenLimits } from "./cloudflareToken.js";
import { confusedDeputy } from "./confusedDeputy.js";
import { crossAccount } from "./crossAccount.js";
import { documentNames } from "./documentNames.js";
import { escalationPath } from "./escalationPath.js";
import { escalationUnattached } from "./escalationUnattached.js";
import { escalationUnion } from "./escalationUnion.js";
import { exclusivePolicies } from "./exclusivePolicies.js";
import { functionAccess } from "./functionAccess.js";
import { iamUser } from "./iamUser.js";
import { ineffectiveCondition } from "./ineffectiveCondition.js";
import { keyPolicy } from "./keyPolicy.js";
import { managedPolicy } from "./managedPolicy.js";
import { negatedAllow } from "./negatedAllow.js";
import { oidcTrust } from "./oidcTrust.js";
import { passRole } from "./passRole.js";
import { peopleMfa } from "./peopleMfa.js";
import { publicResource } from "./publicResource.js";
import { publicTrust } from "./publicTrust.js";
import { resourceScope } from "./resourceScope.js";
import { serviceWildcard } from "./serviceWildcard.js";
import { sessionLength } from "./sessionLength.js";
import { spareBoundary } from "./spareBoundary.js";
import { superAdministrators } from "./superAdministrators.js";
import { tampering } from "./tampering.js";
import { unwatchedUse } from "./unwatchedUse.js";
import { wholeService } from "./wholeService.js";

export const iamRules: readonly Rule[] = [
  administratorStatement,
  serviceWildcard,
  resourceScope,
  negatedAllow,
  escalationPath,
  escalationUnion,
  passRole,
  publicTrust,
  crossAccount,
  confusedDeputy,
  oidcTrust,
  managedPolicy,
  boundary,
  iamUser,
  publicResource,
  ineffectiveCondition,
  bulkRead,
  documentNames,
  keyPolicy,
  functionAccess,
  tampering,
  accessAnalyzer,
  cloudflareTokenLimits,
  superAdministrators,
  sessionLength,
  escalationUnattached,
  accountSettings,
  unwatchedUse,
  boundaryLifts,
  peopleMfa,
  spareBoundary,
  exclusivePolicies,
  ceilingScope,
  wholeService,
];
