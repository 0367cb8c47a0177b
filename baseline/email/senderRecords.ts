import { mapText } from "./deferred.js";
import type { PlannedRecord } from "./emailPlan.js";
import type { DkimPublication, ReturnPath, Sender } from "./senders/sender.js";
import { buildSpf } from "./spf/build.js";

/** MX hosts of a return path are alike: which one takes a bounce does not matter (RFC 5321 §5.1). */
const PREFERENCE = 10;

/**
 * The records of a sender, but for its include in the domain's SPF.
 *
 * @param domain the domain that it sends for
 */
export function senderRecords<T>(sender: Sender<T>, domain: string): PlannedRecord<T>[] {
  const prefix = sender.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const returnPaths = sender.returnPaths ?? [];
  return [
    ...sender.dkim.map((publication) => dkimRecord(publication, domain)),
    ...returnPaths.flatMap((path) => {
      const key = `return-path-${prefix}${returnPaths.length > 1 ? `-${path.host}` : ""}`;
      return returnPathRecords(path, key, `${path.host}.${domain}`);
    }),
    ...(sender.records ?? []).map(({ label, type, host, content }) => {
      const name = host === "" ? domain : `${host}.${domain}`;
      return { key: `${prefix}-${label}`, type, name, content };
    }),
  ];
}

function dkimRecord<T>({ label, selector, host, type, content }: DkimPublication<T>, domain: string): PlannedRecord<T> {
  const at = host === undefined ? domain : `${host}.${domain}`;
  return { key: `dkim-${label}`, type, name: mapText(selector, (text) => `${text}._domainkey.${at}`), content };
}

function returnPathRecords<T>(
  { target, exchanges = [], include }: ReturnPath<T>,
  key: string,
  name: string,
): PlannedRecord<T>[] {
  const records: PlannedRecord<T>[] = [];
  if (target !== undefined) records.push({ key, type: "CNAME", name, content: target });
  exchanges.forEach((exchange, index) => {
    const number = exchanges.length > 1 ? `-${index + 1}` : "";
    records.push({ key: `${key}-mx${number}`, type: "MX", name, content: exchange, preference: PREFERENCE });
  });
  if (include !== undefined) {
    const content = buildSpf({
      terms: [
        { kind: "include", qualifier: "+", domain: include },
        { kind: "all", qualifier: "~" },
      ],
    });
    records.push({ key: `${key}-spf`, type: "TXT", name, content });
  }
  return records;
}
