import type { Rule } from "./framework/rule.js";
import { bucketVersions } from "./backup/bucketVersioning.js";
import { copyElsewhere } from "./backup/copyElsewhere.js";
import { copyVault } from "./backup/copyVault.js";
import { backupCoverage } from "./backup/coverage.js";
import { databaseBackups } from "./backup/databaseBackups.js";
import { failureAlert } from "./backup/failureAlert.js";
import { jobEvents } from "./backup/jobEvents.js";
import { keyOutlivesStack } from "./backup/keyOutlivesStack.js";
import { objectRetentionRule } from "./backup/objectRetention.js";
import { publicSnapshots } from "./backup/publicSnapshots.js";
import { recoveryPoint } from "./backup/recoveryPoint.js";
import { restoreAlarmRule } from "./backup/restoreAlarm.js";
import { restoreTesting } from "./backup/restoreTesting.js";
import { retention } from "./backup/retention.js";
import { silentAlarm } from "./backup/silentAlarm.js";
import { snapshotRetention } from "./backup/snapshotRetention.js";
import { tableRecovery } from "./backup/tableRecovery.js";
import { vaultKey } from "./backup/vaultKey.js";
import { vaultLockRule } from "./backup/vaultLock.js";
import { vaultPolicyRule } from "./backup/vaultPolicy.js";
import { forcedDestroy } from "./bypass/forcedDestroy.js";
import { ignoredProperty } from "./bypass/ignoredProperty.js";
import { overwrittenRecord } from "./bypass/overwrittenRecord.js";
import { unprotected } from "./bypass/unprotected.js";
import { unprotectedZone } from "./bypass/unprotectedZone.js";
import { apexCname } from "./dns/apexCname.js";
import { caaAcm } from "./dns/caaAcm.js";
import { caaAuthorities } from "./dns/caaAuthorities.js";
import { caaMarkCertificates } from "./dns/caaMarkCertificates.js";
import { caaPresent } from "./dns/caaPresent.js";
import { hiddenByDelegation } from "./dns/hiddenByDelegation.js";
import { mxPreference } from "./dns/mxPreference.js";
import { proxiedTtl } from "./dns/proxiedTtl.js";
import { recordValue } from "./dns/recordValue.js";
import { recordZone } from "./dns/recordZone.js";
import { ttlRange } from "./dns/ttlRange.js";
import { zoneSigned } from "./dns/zoneSigned.js";
import { exposedOrigin } from "./edge/exposedOrigin.js";
import { hardenedSettings } from "./edge/hardenedSettings.js";
import { idleRule } from "./edge/idleRule.js";
import { leakedPasswords } from "./edge/leakedPasswords.js";
import { logInLimit } from "./edge/logInLimit.js";
import { minimumTls } from "./edge/minimumTls.js";
import { originTls } from "./edge/originTls.js";
import { plainHttp } from "./edge/plainHttp.js";
import { statedSettings } from "./edge/statedSettings.js";
import { strictTransport } from "./edge/strictTransport.js";
import { urlNormalization } from "./edge/urlNormalization.js";
import { bimiEnforcement } from "./email/bimiEnforcement.js";
import { bimiEvidence } from "./email/bimiEvidence.js";
import { bimiImage } from "./email/bimiImage.js";
import { bimiRecord } from "./email/bimiRecord.js";
import { cnameAlone } from "./email/cnameAlone.js";
import { deliveryTls } from "./email/deliveryTls.js";
import { dkimEd25519Form } from "./email/dkimEd25519Form.js";
import { dkimKeyAge } from "./email/dkimKeyAge.js";
import { dkimKeyReadable } from "./email/dkimKeyReadable.js";
import { dkimKeyReuse } from "./email/dkimKeyReuse.js";
import { dkimKeyStrength } from "./email/dkimKeyStrength.js";
import { dkimKnownHosts } from "./email/dkimKnownHosts.js";
import { dkimPrivateKeySecret } from "./email/dkimPrivateKeySecret.js";
import { dkimSelector } from "./email/dkimSelector.js";
import { dkimSingleKey } from "./email/dkimSingleKey.js";
import { dkimTags } from "./email/dkimTags.js";
import { dkimTesting } from "./email/dkimTesting.js";
import { dkimVersionFirst } from "./email/dkimVersionFirst.js";
import { dmarcEnforcement } from "./email/dmarcEnforcement.js";
import { dmarcFailureOptions } from "./email/dmarcFailureOptions.js";
import { dmarcKnownHosts } from "./email/dmarcKnownHosts.js";
import { dmarcKnownTags } from "./email/dmarcKnownTags.js";
import { dmarcMailingLists } from "./email/dmarcMailingLists.js";
import { dmarcPresent } from "./email/dmarcPresent.js";
import { dmarcPsd } from "./email/dmarcPsd.js";
import { dmarcPsdBelow } from "./email/dmarcPsdBelow.js";
import { dmarcReceivers } from "./email/dmarcReceivers.js";
import { dmarcRemovedTags } from "./email/dmarcRemovedTags.js";
import { dmarcReportAuthorization } from "./email/dmarcReportAuthorization.js";
import { dmarcReportReach } from "./email/dmarcReportReach.js";
import { dmarcReportUris } from "./email/dmarcReportUris.js";
import { dmarcReports } from "./email/dmarcReports.js";
import { dmarcSigned } from "./email/dmarcSigned.js";
import { dmarcSingleRecord } from "./email/dmarcSingleRecord.js";
import { dmarcStrictAlignment } from "./email/dmarcStrictAlignment.js";
import { dmarcSubdomainScope } from "./email/dmarcSubdomainScope.js";
import { dmarcSubdomains } from "./email/dmarcSubdomains.js";
import { dmarcTesting } from "./email/dmarcTesting.js";
import { dmarcValues } from "./email/dmarcValues.js";
import { dmarcWildcard } from "./email/dmarcWildcard.js";
import { mailNotProxied } from "./email/mailNotProxied.js";
import { mtaStsAnnounced } from "./email/mtaStsAnnounced.js";
import { mtaStsEnforced } from "./email/mtaStsEnforced.js";
import { mtaStsForgotten } from "./email/mtaStsForgotten.js";
import { mtaStsHosts } from "./email/mtaStsHosts.js";
import { mtaStsMaxAge } from "./email/mtaStsMaxAge.js";
import { mtaStsOrder } from "./email/mtaStsOrder.js";
import { mtaStsPolicy } from "./email/mtaStsPolicy.js";
import { mtaStsRecord } from "./email/mtaStsRecord.js";
import { mtaStsReports } from "./email/mtaStsReports.js";
import { mtaStsServed } from "./email/mtaStsServed.js";
import { mxKnownHosts } from "./email/mxKnownHosts.js";
import { mxNull } from "./email/mxNull.js";
import { mxTarget } from "./email/mxTarget.js";
import { reputationAlarm } from "./email/reputationAlarm.js";
import { sendsOrParked } from "./email/sendsOrParked.js";
import { spfDeadTerms } from "./email/spfDeadTerms.js";
import { spfEnds } from "./email/spfEnds.js";
import { spfGrammar } from "./email/spfGrammar.js";
import { spfIncludeTarget } from "./email/spfIncludeTarget.js";
import { spfKnownHosts } from "./email/spfKnownHosts.js";
import { spfLockAge } from "./email/spfLockAge.js";
import { spfLookupLimit } from "./email/spfLookupLimit.js";
import { spfLoop } from "./email/spfLoop.js";
import { spfMxHosts } from "./email/spfMxHosts.js";
import { spfNearLimit } from "./email/spfNearLimit.js";
import { spfNeedlessInclude } from "./email/spfNeedlessInclude.js";
import { spfNoPtr } from "./email/spfNoPtr.js";
import { spfOfBounces } from "./email/spfOfBounces.js";
import { spfPassesEveryone } from "./email/spfPassesEveryone.js";
import { spfPresent } from "./email/spfPresent.js";
import { spfRecordType } from "./email/spfRecordType.js";
import { spfRetiredInclude } from "./email/spfRetiredInclude.js";
import { spfSenderId } from "./email/spfSenderId.js";
import { spfSingleRecord } from "./email/spfSingleRecord.js";
import { spfSize } from "./email/spfSize.js";
import { spfVoidLookups } from "./email/spfVoidLookups.js";
import { spfWideRange } from "./email/spfWideRange.js";
import { tlsRptReceivers } from "./email/tlsRptReceivers.js";
import { tlsRptRecord } from "./email/tlsRptRecord.js";
import { txtLostSpace } from "./email/txtLostSpace.js";
import { txtStrings } from "./email/txtStrings.js";
import { bucketBlock } from "./encryption/bucketBlock.js";
import { bucketGuard } from "./encryption/bucketGuard.js";
import { bucketKey } from "./encryption/bucketEncryption.js";
import { bucketOwner } from "./encryption/bucketOwner.js";
import { bucketTransport } from "./encryption/bucketTransport.js";
import { bucketUploads } from "./encryption/bucketUploads.js";
import { databaseNetwork } from "./encryption/databaseNetwork.js";
import { databaseTransport } from "./encryption/databaseTransport.js";
import { databaseUpdates } from "./encryption/databaseUpdates.js";
import { databases } from "./encryption/databases.js";
import { foreignKey } from "./encryption/foreignKey.js";
import { keySettings } from "./encryption/keySettings.js";
import { messages } from "./encryption/messages.js";
import { otherStores } from "./encryption/otherStores.js";
import { parameterType } from "./encryption/parameterType.js";
import { plainSecrets } from "./encryption/plainSecrets.js";
import { publicAccessBlock } from "./encryption/publicAccessBlock.js";
import { publicDatabase } from "./encryption/publicDatabase.js";
import { secretRotation } from "./encryption/secretRotation.js";
import { sharedKey } from "./encryption/sharedKey.js";
import { volumes } from "./encryption/volumes.js";
import { accessAnalyzer } from "./iam/accessAnalyzer.js";
import { accountSettings } from "./iam/accountSettings.js";
import { administratorStatement } from "./iam/administratorStatement.js";
import { boundary } from "./iam/boundary.js";
import { boundaryLifts } from "./iam/boundaryLifts.js";
import { bulkRead } from "./iam/bulkRead.js";
import { cloudflareTokenLimits } from "./iam/cloudflareToken.js";
import { ceilingScope } from "./iam/ceilingScope.js";
import { confusedDeputy } from "./iam/confusedDeputy.js";
import { crossAccount } from "./iam/crossAccount.js";
import { documentNames } from "./iam/documentNames.js";
import { escalationPath } from "./iam/escalationPath.js";
import { escalationUnattached } from "./iam/escalationUnattached.js";
import { escalationUnion } from "./iam/escalationUnion.js";
import { exclusivePolicies } from "./iam/exclusivePolicies.js";
import { functionAccess } from "./iam/functionAccess.js";
import { iamUser } from "./iam/iamUser.js";
import { ineffectiveCondition } from "./iam/ineffectiveCondition.js";
import { keyPolicy } from "./iam/keyPolicy.js";
import { managedPolicy } from "./iam/managedPolicy.js";
import { negatedAllow } from "./iam/negatedAllow.js";
import { oidcTrust } from "./iam/oidcTrust.js";
import { passRole } from "./iam/passRole.js";
import { peopleMfa } from "./iam/peopleMfa.js";
import { publicResource } from "./iam/publicResource.js";
import { publicTrust } from "./iam/publicTrust.js";
import { resourceScope } from "./iam/resourceScope.js";
import { serviceWildcard } from "./iam/serviceWildcard.js";
import { sessionLength } from "./iam/sessionLength.js";
import { spareBoundary } from "./iam/spareBoundary.js";
import { superAdministrators } from "./iam/superAdministrators.js";
import { tampering } from "./iam/tampering.js";
import { unwatchedUse } from "./iam/unwatchedUse.js";
import { wholeService } from "./iam/wholeService.js";

/** Every rule of the pack, in the order of their ids. */
export const rules: readonly Rule[] = [
  spfSingleRecord,
  spfGrammar,
  spfLookupLimit,
  spfMxHosts,
  spfVoidLookups,
  spfIncludeTarget,
  spfPassesEveryone,
  spfEnds,
  spfNoPtr,
  spfDeadTerms,
  spfSize,
  spfRecordType,
  spfLoop,
  spfOfBounces,
  spfNeedlessInclude,
  spfRetiredInclude,
  spfWideRange,
  spfNearLimit,
  spfSenderId,
  spfKnownHosts,
  spfLockAge,
  spfPresent,
  dkimKeyStrength,
  dkimEd25519Form,
  dkimKeyReadable,
  dkimSingleKey,
  dkimVersionFirst,
  dkimTags,
  dkimTesting,
  dkimKeyAge,
  dkimSelector,
  dkimKeyReuse,
  dkimPrivateKeySecret,
  dkimKnownHosts,
  dmarcSingleRecord,
  dmarcValues,
  dmarcEnforcement,
  dmarcSigned,
  dmarcMailingLists,
  dmarcRemovedTags,
  dmarcSubdomains,
  dmarcSubdomainScope,
  dmarcPsd,
  dmarcPresent,
  dmarcReportUris,
  dmarcReportAuthorization,
  dmarcStrictAlignment,
  dmarcFailureOptions,
  dmarcWildcard,
  dmarcKnownTags,
  dmarcReports,
  dmarcTesting,
  dmarcPsdBelow,
  dmarcReportReach,
  dmarcKnownHosts,
  dmarcReceivers,
  mtaStsRecord,
  mtaStsServed,
  mtaStsPolicy,
  mtaStsHosts,
  mtaStsReports,
  mtaStsOrder,
  mtaStsMaxAge,
  mtaStsEnforced,
  mtaStsAnnounced,
  mtaStsForgotten,
  tlsRptRecord,
  tlsRptReceivers,
  deliveryTls,
  mxNull,
  mxTarget,
  mxKnownHosts,
  sendsOrParked,
  bimiRecord,
  bimiEnforcement,
  bimiImage,
  bimiEvidence,
  caaAuthorities,
  caaMarkCertificates,
  caaAcm,
  caaPresent,
  zoneSigned,
  mailNotProxied,
  txtStrings,
  txtLostSpace,
  cnameAlone,
  proxiedTtl,
  mxPreference,
  recordValue,
  ttlRange,
  apexCname,
  hiddenByDelegation,
  recordZone,
  reputationAlarm,
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
  vaultKey,
  vaultLockRule,
  vaultPolicyRule,
  retention,
  recoveryPoint,
  copyElsewhere,
  backupCoverage,
  copyVault,
  databaseBackups,
  tableRecovery,
  bucketVersions,
  snapshotRetention,
  publicSnapshots,
  restoreTesting,
  failureAlert,
  keyOutlivesStack,
  silentAlarm,
  restoreAlarmRule,
  jobEvents,
  objectRetentionRule,
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
  originTls,
  plainHttp,
  minimumTls,
  strictTransport,
  statedSettings,
  hardenedSettings,
  urlNormalization,
  idleRule,
  logInLimit,
  leakedPasswords,
  exposedOrigin,
  ignoredProperty,
  forcedDestroy,
  overwrittenRecord,
  unprotected,
  unprotectedZone,
];
