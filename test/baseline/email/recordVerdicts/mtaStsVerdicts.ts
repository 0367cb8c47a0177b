import { parsePolicy, resolvePolicy } from "mailauth/lib/mta-sts.js";
import { parseMtaSts } from "../../../../baseline/email/mtaSts.js";
import { parseMtaStsPolicy } from "../../../../baseline/email/mtaStsPolicy.js";
import type { Judge } from "./hardRecord.js";
import { mtaStsRecords, type HardMtaStsRecord } from "./mtaStsRecords.js";
import { readWorld } from "./world.js";

const textsOf = ({ records }: HardMtaStsRecord): readonly string[] => Object.values(readWorld(records)).flat();

/** What a sender makes of the record or the file, by our reading. */
export function heeded(record: HardMtaStsRecord): string {
  if (record.file !== undefined) return parseMtaStsPolicy(record.file).ok ? "heeded" : "ignored";
  const texts = textsOf(record).filter((text) => /^v=STSv1;/.test(text)); // RFC 8461 §3.1: other records are discarded
  const parsed = parseMtaSts(texts[0] ?? "");
  return texts.length === 1 && parsed.ok ? `id ${parsed.value.id}` : "ignored";
}

/** What mailauth, held to the letter of the RFC, makes of it, by the record's title. */
export async function mtaStsJudged(): Promise<ReadonlyMap<string, Partial<Record<Judge, string>>>> {
  const judged = new Map<string, Partial<Record<Judge, string>>>();
  for (const record of mtaStsRecords) judged.set(record.title, { mailauth: await byMailauth(record) });
  return judged;
}

async function byMailauth(record: HardMtaStsRecord): Promise<string> {
  const resolver = (): Promise<string[][]> => Promise.resolve(textsOf(record).map((text) => [text]));
  try {
    if (record.file === undefined) {
      const id = await resolvePolicy("shop.example", { resolver, strict: true });
      return id === false ? "ignored" : `id ${id}`;
    }
    parsePolicy(record.file, { strict: true });
    return "heeded";
  } catch {
    return "ignored";
  }
}
