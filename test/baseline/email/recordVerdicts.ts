import { checkMtaStsPolicy } from "../../../baseline/email/mtaStsPolicy.js";
import { isMandatory } from "../../../policies/framework/rule.js";
import { rules } from "../../../policies/rules.js";
import { dkimRecords } from "./recordVerdicts/dkimRecords.js";
import { dkimJudged } from "./recordVerdicts/dkimVerdicts.js";
import { dmarcRecords } from "./recordVerdicts/dmarcRecords.js";
import { applied, appliedByRfc7489, dmarcJudged } from "./recordVerdicts/dmarcVerdicts.js";
import type { HardRecord, Judge } from "./recordVerdicts/hardRecord.js";
import { mtaStsRecords, type HardMtaStsRecord } from "./recordVerdicts/mtaStsRecords.js";
import { heeded, mtaStsJudged } from "./recordVerdicts/mtaStsVerdicts.js";
import { spfRecords } from "./recordVerdicts/spfRecords.js";
import { evaluated, spfJudged } from "./recordVerdicts/spfVerdicts.js";
import { packSays, type Said } from "./recordVerdicts/world.js";

/** What is said of a hard record. */
export interface RecordVerdict {
  readonly record: HardRecord;
  /** What our evaluation comes to, beside what it must come to; none for DKIM, where only signatures have results. */
  readonly ours: readonly { readonly is: string; readonly expected: string }[];
  /** What the rules of the pack say. */
  readonly said: readonly Said[];
  /** What each judge that was asked must say by the standard that it follows. */
  readonly expected: Readonly<Partial<Record<Judge, string>>>;
  /** What the judges of this machine say. */
  readonly judged: Readonly<Partial<Record<Judge, string>>>;
}

/** A standard's hard records. */
export interface Standard {
  readonly name: string;
  /** How a result is found, as sentences. */
  readonly how: string;
  readonly judges: readonly Judge[];
  readonly verdicts: () => Promise<readonly RecordVerdict[]>;
}

async function verdictsOf<T extends HardRecord>(
  records: readonly T[],
  judgedBy: () => Promise<ReadonlyMap<string, Partial<Record<Judge, string>>>>,
  parts: {
    readonly ours: (record: T) => RecordVerdict["ours"];
    readonly said: (record: T) => Promise<readonly Said[]>;
    readonly expected: (record: T) => RecordVerdict["expected"];
  },
): Promise<RecordVerdict[]> {
  const judged = await judgedBy();
  return Promise.all(
    records.map(async (record) => ({
      record,
      ours: parts.ours(record),
      said: await parts.said(record),
      expected: parts.expected(record),
      judged: judged.get(record.title) ?? {},
    })),
  );
}

const spf: Standard = {
  name: "SPF",
  judges: ["mailauth", "pyspf"],
  how: "The result is that of check_host() for mail from `anna@shop.example`, handed over by 203.0.113.9. pyspf and mailauth in its strict mode evaluate it too.",
  verdicts: () =>
    verdictsOf(spfRecords, spfJudged, {
      ours: (record) => [{ is: evaluated(record), expected: record.result }],
      said: (record) =>
        packSays(record, {
          owner: "shop.example",
          letters: ["SPF", "DNS"],
          ownedDomains: ["shop.example", "other.example"],
        }),
      expected: ({ result }) => ({ mailauth: result, pyspf: result }),
    }),
};

const dkim: Standard = {
  name: "DKIM",
  judges: ["mailauth", "dkimpy"],
  how: "The result is that of a message which is signed with the key. mailauth in its strict mode and dkimpy verify it. Of keys only the length is shown.",
  verdicts: () =>
    verdictsOf(dkimRecords, dkimJudged, {
      ours: () => [],
      said: (record) =>
        packSays(record, { owner: "s1._domainkey.shop.example", letters: ["DK", "DNS"], ownedDomains: [] }),
      expected: ({ result }) => ({ mailauth: result, dkimpy: result }),
    }),
};

const dmarc: Standard = {
  name: "DMARC",
  judges: ["mailauth", "libopendmarc"],
  how: "The result is the policy that a receiver by RFC 9989 applies to forged mail; where mail is signed by DKIM, whether DMARC passes. mailauth is such a receiver, and libopendmarc one by RFC 7489.",
  verdicts: () =>
    verdictsOf(dmarcRecords, dmarcJudged, {
      ours: (record) => [
        { is: applied(record), expected: record.result },
        ...(record.byRfc7489 === undefined ? [] : [{ is: appliedByRfc7489(record), expected: record.byRfc7489 }]),
      ],
      said: (record) => {
        const own = `_dmarc.${record.author}`;
        const owner = record.records[`${own} TXT`] === undefined ? "_dmarc.shop.example" : own;
        return packSays(record, { owner, letters: ["DM", "DNS"], ownedDomains: [] });
      },
      expected: ({ result, byRfc7489 }) =>
        byRfc7489 === undefined ? { mailauth: result } : { mailauth: result, libopendmarc: byRfc7489 },
    }),
};

const mtaSts: Standard = {
  name: "MTA-STS",
  judges: ["mailauth"],
  how: "The result is the id that a sender takes from the record, or whether it heeds the policy file. mailauth in its strict mode reads them too.",
  verdicts: () =>
    verdictsOf(mtaStsRecords, mtaStsJudged, {
      ours: (record) => [{ is: heeded(record), expected: record.result }],
      said: (record) =>
        record.file === undefined
          ? packSays(record, { owner: "_mta-sts.shop.example", letters: ["STS01", "DNS"], ownedDomains: [] })
          : Promise.resolve(fileSays(record.file)),
      expected: ({ result }) => ({ mailauth: result }),
    }),
};

/** What the rules on policy files say: they report what this check finds. */
function fileSays(file: string): Said[] {
  return checkMtaStsPolicy(file, "The policy file").map(({ rule, message, reference }) => ({
    rule,
    isMandatory: isMandatory(rules.find(({ id }) => id === rule)?.severity ?? "low"),
    message: `${message} (${reference})`,
  }));
}

/** The content of a policy file, where a record is one. */
export function fileOf(record: HardRecord): string | undefined {
  return (record as HardMtaStsRecord).file;
}

export const STANDARDS: readonly Standard[] = [spf, dkim, dmarc, mtaSts];
