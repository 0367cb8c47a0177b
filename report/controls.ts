import type { Rule } from "../policies/framework/rule.js";

/** A measure against an attack, and the rules that say whether it stands. */
export interface Control {
  readonly id: string;
  readonly title: string;
  /** What the rules demand together, as one sentence. */
  readonly demand: string;
  /** Ids of rules, and prefixes of ids that end in `*`: `DM*`. */
  readonly rules: readonly string[];
}

const control = (id: string, title: string, demand: string, ...rules: readonly string[]): Control => ({
  id,
  title,
  demand,
  rules,
});

/** Every control of the package. A rule may serve several, and serves at least one. */
export const controls = {
  spf: control(
    "spf",
    "SPF",
    "One record names the domain's own senders, and receivers can judge it to the end.",
    "SPF*",
  ),
  dkim: control("dkim", "DKIM", "Keys are strong, readable, secret, and stand where signatures look for them.", "DK*"),
  dmarc: control(
    "dmarc",
    "DMARC",
    "Receivers are asked to reject or quarantine what neither SPF nor DKIM proves, for the domain and all below it.",
    "DM*",
  ),
  transport: control(
    "transport",
    "MTA-STS and TLS reports",
    "Senders deliver over verified TLS only, to the domain's own hosts, and report failures.",
    "STS*",
    "RPT*",
  ),
  parked: control(
    "parked",
    "Parked domains and mail hosts",
    "A domain either sends and receives mail, or says that it does neither.",
    "PK*",
    "MX*",
  ),
  bimi: control(
    "bimi",
    "Brand logo (BIMI)",
    "The logo that receivers show has a valid record, image and certificate.",
    "BI*",
    "CAA02",
  ),
  records: control(
    "records",
    "Records that answer",
    "The records that carry all this are written, placed and served so that resolvers find them.",
    "DNS*",
  ),
  mailWatched: control(
    "mailWatched",
    "Mail that no longer arrives is noticed",
    "Alarms on bounces and complaints ring before the mail service acts, and its events are heard.",
    "ALM*",
  ),
  signing: control("signing", "DNSSEC", "Zones are signed, so answers cannot be forged.", "DS*"),
  certificates: control(
    "certificates",
    "Certificate authorities (CAA)",
    "Only authorities that the shop uses may issue certificates for its names.",
    "CAA01",
    "CAA03",
    "CAA04",
  ),
  bypasses: control(
    "bypasses",
    "No way around the pack",
    "No option of the program hides a change from the rules, or overwrites what another program made.",
    "BYP01",
    "BYP03",
  ),
  deletion: control(
    "deletion",
    "No deletion by mistake",
    "No option of the program deletes data, backups or zones together with what holds them.",
    "BYP02",
    "BYP04",
    "BYP05",
  ),
  leastPrivilege: control(
    "leastPrivilege",
    "Least privilege",
    "Policies name actions and resources, and nobody reads or changes everything.",
    "IAM01",
    "IAM02",
    "IAM03",
    "IAM04",
    "IAM16",
    "IAM17",
    "IAM18",
  ),
  escalation: control(
    "escalation",
    "No path to more rights",
    "Nobody can become more than its policies say, alone or by what it may hand on.",
    "IAM05",
    "IAM06",
    "IAM07",
    "IAM13",
    "IAM26",
    "IAM29",
    "IAM31",
    "IAM32",
    "IAM33",
    "IAM34",
  ),
  trust: control(
    "trust",
    "Who may take a role on",
    "Roles and functions open to known accounts, services and callers only.",
    "IAM08",
    "IAM09",
    "IAM10",
    "IAM20",
    "IAM22",
  ),
  deployRole: control(
    "deployRole",
    "Deploy role without a stored key",
    "The pipeline comes in by OpenID Connect, from one repository and branch or environment.",
    "IAM11",
  ),
  secondFactor: control(
    "secondFactor",
    "Administrators: second factor and short sessions",
    "Broad rights stand on roles that demand a fresh second factor, for hours and not days, and an emergency role rings an alarm.",
    "IAM12",
    "IAM25",
    "IAM28",
    "IAM30",
  ),
  users: control("users", "No passwords and keys of IAM users", "People and programs come in by roles.", "IAM14"),
  account: control(
    "account",
    "Settings of the account",
    "What holds for whatever else somebody makes: passwords, public buckets and snapshots, disks, tokens.",
    "IAM27",
  ),
  cloudflare: control(
    "cloudflare",
    "Cloudflare tokens and administrators",
    "Tokens end, work from known networks and cannot make more of themselves; Super Administrators are few.",
    "IAM23",
    "IAM24",
  ),
  secrets: control(
    "secrets",
    "Secrets out of plain text",
    "No secret stands in an environment variable, a start script or a parameter, and secrets change on schedule.",
    "ENC08",
    "ENC09",
    "ENC10",
    "DK12",
  ),
  exposure: control(
    "exposure",
    "Nothing open to everyone",
    "No bucket, queue, snapshot, database, machine image or other resource is public.",
    "ENC02",
    "ENC03",
    "ENC13",
    "ENC14",
    "ENC19",
    "ENC20",
    "ENC21",
    "IAM15",
    "BKP13",
  ),
  tampering: control(
    "tampering",
    "Evidence and backups out of daily reach",
    "Stopping logs, or deleting backups and keys, is left to a role for emergencies.",
    "IAM21",
  ),
  backupLocked: control(
    "backupLocked",
    "Backups locked",
    "Vaults hold recovery points for a minimum time, even against an administrator, and under a key of their own.",
    "BKP01",
    "BKP02",
    "BKP03",
    "BKP04",
    "BKP17",
  ),
  backupCopied: control(
    "backupCopied",
    "Backups copied elsewhere",
    "Each plan copies to another Region, another account or an air-gapped vault, which is locked as well.",
    "BKP06",
    "BKP08",
  ),
  backupCoverage: control(
    "backupCoverage",
    "Every data store backed up",
    "Plans take every store often enough, and stores keep versions, snapshots and point-in-time recovery.",
    "BKP05",
    "BKP07",
    "BKP09",
    "BKP10",
    "BKP11",
    "BKP12",
    "BKP21",
    "ENC16",
  ),
  restoreTested: control(
    "restoreTested",
    "Restores tested, failures heard",
    "Tests restore what plans back up, and somebody hears of jobs that fail.",
    "BKP14",
    "BKP15",
    "BKP18",
    "BKP19",
    "BKP20",
  ),
  encryption: control(
    "encryption",
    "Encryption at rest and in transit",
    "Buckets, disks, databases, tables and queues are encrypted, with keys of your own where it matters; buckets answer over TLS alone.",
    "ENC01",
    "ENC04",
    "ENC05",
    "ENC06",
    "ENC07",
    "ENC12",
    "ENC14",
    "ENC15",
    "ENC17",
    "ENC18",
    "SES01",
  ),
  edgeTransport: control(
    "edgeTransport",
    "HTTPS from the customer to the origin",
    "Plain HTTP leads to HTTPS, browsers remember it, old versions of TLS are refused, and the origin proves who it is.",
    "EDGE01",
    "EDGE02",
    "EDGE03",
    "EDGE04",
    "EDGE05",
    "EDGE06",
  ),
  edgeRules: control(
    "edgeRules",
    "Rules at the edge that no request passes by",
    "Rules of the firewall are on and see every spelling of a path, and the shop's names and its origin answer through them alone.",
    "EDGE07",
    "EDGE08",
    "EDGE11",
  ),
  logIn: control(
    "logIn",
    "Log-in guarded at the edge",
    "Guessing passwords is slow, and a password that leaked elsewhere is challenged.",
    "EDGE09",
    "EDGE10",
  ),
  keys: control(
    "keys",
    "Encryption keys",
    "Keys rotate, outlive a mistake, and nobody both administers and uses one.",
    "ENC11",
    "IAM19",
  ),
} as const satisfies Record<string, Control>;

/** Whether a rule is one of the control's. */
export function belongsTo({ rules }: Control, { id }: Pick<Rule, "id">): boolean {
  return rules.some((entry) => (entry.endsWith("*") ? letters(id) === entry.slice(0, -1) : entry === id));
}

/** The letters of an id: `DM` of `DM03`. */
function letters(id: string): string {
  return id.replace(/\d+$/, "");
}
