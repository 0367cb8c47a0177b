/** Components and the sender catalogue of storefront-baseline. */
export {
  DmarcPolicy,
  type DmarcArgs,
  type DmarcRolloutArgs,
  type DmarcStageArgs,
  type DmarcWaiverArgs,
} from "./components/email/dmarcArgs.js";
export { EmailDomain, type EmailDomainArgs } from "./components/email/emailDomain.js";
export { ReportAuthorization, type ReportAuthorizationArgs } from "./components/email/reportAuthorization.js";
export {
  esp,
  google,
  SenderKind,
  ses,
  type DkimArgs,
  type EspArgs,
  type GoogleArgs,
  type ReturnPathArgs,
  type SenderArgs,
  type SesArgs,
} from "./components/email/senders.js";
export { DnsProvider, type DnsZoneArgs } from "./components/email/zoneArgs.js";
export type { EffectivePolicy } from "./baseline/email/dmarcEffective.js";
export type { Alignment } from "./baseline/email/emailPlan.js";
