/** Components and the sender catalogue of storefront-baseline. */
export { DmarcPolicy, type DmarcArgs } from "./components/email/dmarcArgs.js";
export { EmailDomain, type EmailDomainArgs } from "./components/email/emailDomain.js";
export { MtaSts, MtaStsMode, type MtaStsArgs } from "./components/email/mtaSts.js";
export { PolicyHost, type PolicyHostArgs } from "./components/email/policyHost.js";
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
export type { Alignment } from "./baseline/email/emailPlan.js";
