import { spfReceiver, type ReceiverZone, type SpfQuestion } from "../../../../baseline/email/spf/evaluate.js";
import { askMailauth, askPyspf, hasPyspf, type JudgedZone } from "../../../support/spfJudges.js";
import type { Judge } from "./hardRecord.js";
import { spfRecords, type HardSpfRecord } from "./spfRecords.js";
import { readWorld } from "./world.js";

function questionOf({ client = "203.0.113.9" }: HardSpfRecord): SpfQuestion {
  return { ip: client, sender: "anna@shop.example", helo: "mail.shop.example" };
}

/** MX values without their preferences. */
function zoneOf({ records }: HardSpfRecord): JudgedZone {
  return Object.fromEntries(
    Object.entries(readWorld(records)).map(([name, values]) => [
      name,
      name.endsWith(" MX") ? values.map((value) => value.replace(/^\d+ /, "")) : values,
    ]),
  );
}

/** What check_host() of ours answers. */
export function evaluated(record: HardSpfRecord): string {
  const zone = zoneOf(record);
  const at = (name: string, type: string): readonly string[] => zone[`${name} ${type}`] ?? [];
  const receiver: ReceiverZone = {
    txt: (name) => at(name, "TXT"),
    addresses: (name, family) => at(name, family === 4 ? "A" : "AAAA"),
    mx: (name) => at(name, "MX"),
    names: () => [],
  };
  return spfReceiver(receiver)(questionOf(record)).result;
}

/** What other software answers, by the record's title. */
export async function spfJudged(): Promise<ReadonlyMap<string, Partial<Record<Judge, string>>>> {
  const pyspf = hasPyspf ? askPyspf(spfRecords.map((record) => ({ ...questionOf(record), zone: zoneOf(record) }))) : [];
  const judged = new Map<string, Partial<Record<Judge, string>>>();
  for (const [index, record] of spfRecords.entries()) {
    const mailauth = await askMailauth(zoneOf(record), questionOf(record));
    const answer = pyspf[index];
    judged.set(record.title, { mailauth, ...(answer === undefined ? {} : { pyspf: answer.result }) });
  }
  return judged;
}
