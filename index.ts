/**
 * Components and the sender catalogue of storefront-baseline.
 *
 * @module components
 */
export { EncryptedBackups } from "./components/backup/encryptedBackups.js";
export {
  BackupCopyKind,
  BackupResourceType,
  VaultLockMode,
  type BackupCopyArgs,
  type BackupScheduleArgs,
  type BackupTagArgs,
  type ContinuousBackupArgs,
  type EncryptedBackupsArgs,
  type RestoreTestArgs,
  type VaultLockArgs,
} from "./components/backup/encryptedBackupsArgs.js";
export { CaaRecords, CertificatePlatform, type CaaRecordsArgs } from "./components/dns/caaRecords.js";
export { Dnssec, type DnssecArgs } from "./components/dns/dnssec.js";
export { BimiRecord, PreferredPicture, type BimiRecordArgs } from "./components/email/bimiRecord.js";
export { ParkedDomain, type ParkedDomainArgs } from "./components/email/parkedDomain.js";
export { ParkedDomains, type ParkedDomainsArgs, type ParkedZoneArgs } from "./components/email/parkedDomains.js";
export {
  AlignmentMode,
  DmarcPolicy,
  type DmarcArgs,
  type DmarcRolloutArgs,
  type DmarcStageArgs,
  type DmarcWaiverArgs,
} from "./components/email/dmarcArgs.js";
export { DkimAlgorithm, DkimKey, type DkimKeyArgs } from "./components/email/dkimKey.js";
export { EmailDomain, type EmailDomainArgs } from "./components/email/emailDomain.js";
export { ReportAuthorization, type ReportAuthorizationArgs } from "./components/email/reportAuthorization.js";
export { brevo, type BrevoArgs } from "./components/email/senders/brevo.js";
export { MtaSts, MtaStsMode, type MtaStsArgs } from "./components/email/mtaSts.js";
export { PolicyHost, type PolicyHostArgs } from "./components/email/policyHost.js";
export {
  cloudflareEmailRouting,
  type CloudflareEmailRoutingArgs,
} from "./components/email/senders/cloudflareEmailRouting.js";
export { esp, type EspArgs } from "./components/email/senders/esp.js";
export { google, type GoogleArgs } from "./components/email/senders/google.js";
export { hubspot, type HubspotArgs } from "./components/email/senders/hubspot.js";
export { klaviyo, type KlaviyoArgs } from "./components/email/senders/klaviyo.js";
export { mailchimp, type MailchimpArgs } from "./components/email/senders/mailchimp.js";
export { mailgun, type MailgunArgs } from "./components/email/senders/mailgun.js";
export { mailjet, type MailjetArgs } from "./components/email/senders/mailjet.js";
export { mandrill, type MandrillArgs } from "./components/email/senders/mandrill.js";
export { microsoft365, type Microsoft365Args } from "./components/email/senders/microsoft365.js";
export { postmark, type PostmarkArgs } from "./components/email/senders/postmark.js";
export { resend, type ResendArgs } from "./components/email/senders/resend.js";
export { sendgrid, type SendgridArgs } from "./components/email/senders/sendgrid.js";
export { ses, type SesArgs } from "./components/email/senders/ses.js";
export { shopify, type ShopifyArgs } from "./components/email/senders/shopify.js";
export { zendesk, type ZendeskArgs } from "./components/email/senders/zendesk.js";
export type { CnameArgs } from "./components/email/senders/cnameArgs.js";
export type { DkimArgs } from "./components/email/senders/dkimArgs.js";
export type {
  DkimEd25519Args,
  DkimKeyPairArgs,
  DkimRotationArgs,
} from "./components/email/senders/dkimRotationArgs.js";
export type { ReturnPathArgs } from "./components/email/senders/returnPathArgs.js";
export type { SenderArgs } from "./components/email/senders/senderArgs.js";
export { DnsProvider, type DnsZoneArgs } from "./components/email/zoneArgs.js";
export {
  AccountGuardrails,
  Guardrail,
  type AccountGuardrailsArgs,
  type SecurityContactArgs,
} from "./components/iam/accountGuardrails.js";
export { AdminRole, type AdminRoleArgs } from "./components/iam/adminRole.js";
export {
  CustomerDatabase,
  DatabaseEngine,
  type CustomerDatabaseArgs,
  type ServerlessCapacityArgs,
} from "./components/encryption/customerDatabase.js";
export {
  AttributeType,
  CustomerTable,
  type CustomerTableArgs,
  type KeyAttributeArgs,
  type TableIndexArgs,
} from "./components/encryption/customerTable.js";
export {
  EncryptedBucket,
  ObjectLockMode,
  type AccessLogArgs,
  type EncryptedBucketArgs,
  type ObjectLockArgs,
} from "./components/encryption/encryptedBucket.js";
export { EncryptionKey, type EncryptionKeyArgs } from "./components/encryption/encryptionKey.js";
export { BackupOperatorRole, type BackupOperatorRoleArgs } from "./components/iam/backupOperatorRole.js";
export { BreakGlassRole, type BreakGlassRoleArgs } from "./components/iam/breakGlassRole.js";
export {
  CloudflareNeed,
  CloudflareToken,
  type CloudflareNeedArgs,
  type CloudflareTokenArgs,
} from "./components/iam/cloudflareToken.js";
export type {
  DeployedRolesArgs,
  GithubDeployRoleArgs,
  GithubJobArgs,
  GithubRepositoryArgs,
} from "./components/iam/githubArgs.js";
export { GithubDeployRole } from "./components/iam/githubDeployRole.js";
export { LeastPrivilegeRole, type LeastPrivilegeRoleArgs } from "./components/iam/leastPrivilegeRole.js";
export { MailSenderRole, type MailSenderRoleArgs } from "./components/iam/mailSenderRole.js";
export { MarketingEditorRole, type MarketingEditorRoleArgs } from "./components/iam/marketingEditorRole.js";
export { OrderServiceRole, type OrderServiceRoleArgs } from "./components/iam/orderServiceRole.js";
export { PaymentsWorkerRole, type PaymentsWorkerRoleArgs } from "./components/iam/paymentsWorkerRole.js";
export { allow, type Allowance, type ConditionArgs, type PermissionArgs } from "./components/iam/permission.js";
export { SupportRole, type SupportRoleArgs } from "./components/iam/supportRole.js";
export type { RoleArgs, TrustArgs } from "./components/iam/roleArgs.js";
export type { Alignment } from "./baseline/email/alignment.js";
export type { OmittedSender, SenderKeyState } from "./baseline/email/emailPlan.js";
export type { EffectivePolicy } from "./baseline/email/dmarcEffective.js";
