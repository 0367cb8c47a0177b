import type { Rule } from "../framework/rule.js";
import { bimiEnforcement } from "./bimiEnforcement.js";
import { bimiEvidence } from "./bimiEvidence.js";
import { bimiImage } from "./bimiImage.js";
import { bimiRecord } from "./bimiRecord.js";
import { cnameAlone } from "./cnameAlone.js";
import { deliveryTls } from "./deliveryTls.js";
import { dkimEd25519Form } from "./dkimEd25519Form.js";
import { dkimKeyAge } from "./dkimKeyAge.js";
import { dkimKeyReadable } from "./dkimKeyReadable.js";
import { dkimKeyReuse } from "./dkimKeyReuse.js";
import { dkimKeyStrength } from "./dkimKeyStrength.js";
import { dkimKnownHosts } from "./dkimKnownHosts.js";
import { dkimPrivateKeySecret } from "./dkimPrivateKeySecret.js";
import { dkimSelector } from "./dkimSelector.js";
import { dkimSingleKey } from "./dkimSingleKey.js";
import { dkimTags } from "./dkimTags.js";
import { dkimTesting } from "./dkimTesting.js";
import { dkimVersionFirst } from "./dkimVersionFirst.js";
import { dmarcEnforcement } from "./dmarcEnforcement.js";
import { dmarcFailureOptions } from "./dmarcFailureOptions.js";
import { dmarcKnownHosts } from "./dmarcKnownHosts.js";
import { dmarcKnownTags } from "./dmarcKnownTags.js";
import { dmarcMailingLists } from "./dmarcMailingLists.js";
import { dmarcPresent } from "./dmarcPresent.js";
import { dmarcPsd } from "./dmarcPsd.js";
import { dmarcPsdBelow } from "./dmarcPsdBelow.js";
import { dmarcReceivers } from "./dmarcReceivers.js";
import { dmarcRemovedTags } from "./dmarcRemovedTags.js";
import { dmarcReportAuthorization } from "./dmarcReportAuthorization.js";
import { dmarcReportReach } from "./dmarcReportReach.js";
import { dmarcReportUris } from "./dmarcReportUris.js";
import { dmarcReports } from "./dmarcReports.js";
import { dmarcSigned } from "./dmarcSigned.js";
import { dmarcSingleRecord } from "./dmarcSingleRecord.js";
import { dmarcStrictAlignment } from "./dmarcStrictAlignment.js";
import { dmarcSubdomainScope } from "./dmarcSubdomainScope.js";
import { dmarcSubdomains } from "./dmarcSubdomains.js";
import { dmarcTesting } from "./dmarcTesting.js";
import { dmarcValues } from "./dmarcValues.js";
import { dmarcWildcard } from "./dmarcWildcard.js";
import { mailNotProxied } from "./mailNotProxied.js";
import { mtaStsAnnounced } from "./mtaStsAnnounced.js";
import { mtaStsEnforced } from "./mtaStsEnforced.js";
import { mtaStsForgotten } from "./mtaStsForgotten.js";
import { mtaStsHosts } from "./mtaStsHosts.js";
import { mtaStsMaxAge } from "./mtaStsMaxAge.js";
import { mtaStsOrder } from "./mtaStsOrder.js";
import { mtaStsPolicy } from "./mtaStsPolicy.js";
import { mtaStsRecord } from "./mtaStsRecord.js";
import { mtaStsReports } from "./mtaStsReports.js";
import { mtaStsServed } from "./mtaStsServed.js";
import { mxKnownHosts } from "./mxKnownHosts.js";
import { mxNull } from "./mxNull.js";
import { mxTarget } from "./mxTarget.js";
import { reputationAlarm } from "./reputationAlarm.js";
import { sendsOrParked } from "./sendsOrParked.js";
import { spfDeadTerms } from "./spfDeadTerms.js";
import { spfEnds } from "./spfEnds.js";
import { spfGrammar } from "./spfGrammar.js";
import { spfIncludeTarget } from "./spfIncludeTarget.js";
import { spfKnownHosts } from "./spfKnownHosts.js";
import { spfLockAge } from "./spfLockAge.js";
import { spfLookupLimit } from "./spfLookupLimit.js";
import { spfLoop } from "./spfLoop.js";
import { spfMxHosts } from "./spfMxHosts.js";
import { spfNearLimit } from "./spfNearLimit.js";
import { spfNeedlessInclude } from "./spfNeedlessInclude.js";
import { spfNoPtr } from "./spfNoPtr.js";
import { spfOfBounces } from "./spfOfBounces.js";
import { spfPassesEveryone } from "./spfPassesEveryone.js";
import { spfPresent } from "./spfPresent.js";
import { spfRecordType } from "./spfRecordType.js";
import { spfRetiredInclude } from "./spfRetiredInclude.js";
import { spfSenderId } from "./spfSenderId.js";
import { spfSingleRecord } from "./spfSingleRecord.js";
import { spfSize } from "./spfSize.js";
import { spfVoidLookups } from "./spfVoidLookups.js";
import { spfWideRange } from "./spfWideRange.js";
import { tlsRptReceivers } from "./tlsRptReceivers.js";
import { tlsRptRecord } from "./tlsRptRecord.js";
import { txtLostSpace } from "./txtLostSpace.js";
import { txtStrings } from "./txtStrings.js";

export const emailRules: readonly Rule[] = [
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
  mailNotProxied,
  txtStrings,
  txtLostSpace,
  cnameAlone,
  reputationAlarm,
];
