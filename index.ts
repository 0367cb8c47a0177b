/** Components and the sender catalogue of storefront-baseline. */
export { CaaRecords, CertificatePlatform, type CaaRecordsArgs } from "./components/dns/caaRecords.js";
export { Dnssec, type DnssecArgs } from "./components/dns/dnssec.js";
export { BimiRecord, PreferredPicture, type BimiRecordArgs } from "./components/email/bimiRecord.js";
export { DmarcPolicy, type DmarcArgs } from "./components/email/dmarcArgs.js";
export { EmailDomain, type EmailDomainArgs } from "./components/email/emailDomain.js";
export { ParkedDomain, type ParkedDomainArgs } from "./components/email/parkedDomain.js";
export { ParkedDomains, type ParkedDomainsArgs, type ParkedZoneArgs } from "./components/email/parkedDomains.js";
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
