import type { Rule } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";

/** The rules that can mend a resource. */
export const remediable: readonly Rule[] = rules.filter(({ remediate }) => remediate !== undefined);

/** By rule, what to know before its level is set to `remediate`. */
export const NOTES: Readonly<Record<string, string>> = {
  DNS01:
    "A host that an MX record of the stack names is left to you: only the whole stack shows it, after the resource.",
  DNS02: "The text stays the same; only its quotation and its division change.",
  DNS08: "The nearest value that the provider accepts; of a record set without one, the TTL that EmailDomain gives.",
  DS01: "At Cloudflare alone: Route 53 signs only with a key, which is another resource. The DS record goes to the registrar as before.",
  BKP09:
    "The figure is the setting databaseRetention. A database that kept no automated backups restarts once, in its maintenance window unless applyImmediately is set.",
  BKP10: "AWS charges for point-in-time recovery by the size of the table.",
  BKP11: "A bucket without any setting for it is left to you, since the setting may stand in another stack.",
  BKP12: "Amazon ElastiCache charges nothing for one snapshot of a cluster.",
  BKP13: "Accounts that the snapshot is shared with by number stay.",
  BKP19:
    "The treatment of missing data alone: figure, dimensions and threshold say what the alarm is for, and are left to you.",
  BKP20: "The vault's notifications alone: another pattern may be the second half of a watch.",
  ENC01: "The bucket key alone: the KMS key is another resource.",
  ENC04: "The account's default alone. A disk that is encrypted afterwards is another disk, with nothing on it.",
  ENC06: "Tables of DynamoDB alone: all others would be made anew, or would move all data.",
  ENC07:
    "Queues and delivery streams, with a key that costs nothing and asks for no permission. With the key that AWS manages, a topic would lose what CloudWatch, EventBridge and S3 publish to it, and a stream its readers in other accounts.",
  ENC11: "A key that may lock everybody out needs a policy that names who rules it.",
  ENC13: "Amazon MQ, DMS and Neptune make a new instance for another address, so they are left to you, as is an image.",
  EDGE02: "The setting alone: where a redirect leads is left to you.",
  EDGE03: "Visitors who speak TLS 1.1 at most are refused: no browser of the last ten years is among them.",
  EDGE06: "nosniff is left to you: it is a part of HSTS.",
  EDGE10: "The switch alone: the rule that acts on what is found is another resource.",
  BYP03: "Import the record set that exists, or the deploy fails there.",
};

/** Why no other rule mends anything. */
export interface Reason {
  readonly title: string;
  readonly text: string;
  readonly rules: readonly string[];
}

const numbered = (letters: string, ...numbers: readonly number[]): string[] =>
  numbers.map((number) => `${letters}${String(number).padStart(2, "0")}`);

export const REASONS: readonly Reason[] = [
  {
    title: "The text is the team's statement",
    text: "Who may send, what receivers do with the rest, which keys and authorities count: more than one text is right, and a wrong one may be a slip in the part that was meant. A text that is changed in silence can stop the shop's mail.",
    rules: [
      ...numbered("SPF", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 17, 18, 19, 20, 21, 22),
      ...numbered("DK", 1, 2, 3, 5, 6, 7, 9),
      ...numbered("DM", 2, 3, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17, 18, 19, 20, 21, 22),
      ...numbered("STS", 1, 3, 4, 8, 9, 11),
      ...numbered("RPT", 1, 2),
      ...numbered("BI", 1, 3, 4),
      ...numbered("CAA", 1),
      ...numbered("DNS", 3, 6, 7),
    ],
  },
  {
    title: "Another record or resource has to change",
    text: "The fix is a second resource, or belongs to one that the rule does not judge; remediation may change the properties of one resource and can make none.",
    rules: [
      ...numbered("SPF", 1, 12, 23, 24),
      ...numbered("DK", 4, 10, 11, 13),
      ...numbered("DM", 1, 4, 10, 12, 15),
      ...numbered("STS", 2, 5, 6, 10),
      ...numbered("MX", 1, 2, 3),
      ...numbered("PK", 1),
      ...numbered("BI", 2),
      ...numbered("CAA", 2, 3, 4),
      ...numbered("DNS", 4, 9, 10, 11),
      ...numbered("ALM", 1),
      ...numbered("IAM", 13, 22, 27, 28, 32),
      ...numbered("BKP", 1, 3, 6, 7, 8, 14, 15, 18, 21),
      ...numbered("ENC", 12, 14, 15, 16, 17, 18, 20),
      ...numbered("EDGE", 1, 5, 7),
    ],
  },
  {
    title: "Who may do what is a decision",
    text: "Which actions, resources, principals and networks a policy or a token has to name, nobody can tell from what it names too much of. A right that is taken away in silence stops a service.",
    rules: [
      ...numbered(
        "IAM",
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        14,
        15,
        16,
        17,
        18,
        19,
        21,
        23,
        24,
        26,
        29,
        30,
        31,
        33,
        34,
      ),
    ],
  },
  {
    title: "Somebody outside of the stack depends on it",
    text: "Callers of a function's URL, pipelines that ask for long sessions, services that write by an access control list, readers of a parameter or of a rotating secret, mail hosts without TLS, customers before a firewall rule, what speaks to the origin directly: they would be refused.",
    rules: [
      ...numbered("IAM", 20, 25),
      ...numbered("ENC", 3, 8, 9),
      ...numbered("SES", 1),
      ...numbered("EDGE", 8, 9, 11),
    ],
  },
  {
    title: "It cannot be taken back, or has to fit other figures",
    text: "A vault lock in compliance mode stays for ever, and browsers keep HSTS for as long as it says. The days of a plan have to fit its cold storage, and the minimum and maximum of the vault's lock; jobs that do not fit fail.",
    rules: [...numbered("BKP", 2, 4, 5), ...numbered("EDGE", 4)],
  },
  {
    title: "The store would be replaced",
    text: "Encryption of a database is decided when it is made: with another value the provider deletes it and makes an empty one.",
    rules: [...numbered("ENC", 5)],
  },
  {
    title: "The secret is out",
    text: "It stands in the program's text, whatever becomes of the property: only a new one helps.",
    rules: [...numbered("DK", 12), ...numbered("ENC", 10)],
  },
  {
    title: "It is an option of the resource",
    text: "Remediation reaches properties alone: `ignoreChanges` and `protect` are the engine's.",
    rules: [...numbered("BYP", 1, 4, 5)],
  },
  {
    title: "Another rule mends it",
    text: "ENC11 sets the deletion window of every key, that of a backup vault among them; ENC02 all four settings of a public access block.",
    rules: [...numbered("BKP", 17), ...numbered("ENC", 19)],
  },
];
