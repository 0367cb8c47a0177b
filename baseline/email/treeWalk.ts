import { isDmarc, readDmarc, type DmarcRecord } from "./dmarcRecord.js";

/** RFC 9989 §4.10: a Tree Walk asks for at most eight records, so long names are cut to seven labels at the second. */
const MAX_QUERIES = 8;

/** What is known of DMARC records: the texts at `_dmarc.<domain>`; nothing where there are none. */
export type DmarcTexts = (domain: string) => readonly string[];

/**
 * The Organizational Domain of a name by the DNS Tree Walk (RFC 9989 §4.10.2), over the records that are known. No list
 * of public suffixes is asked: where no record stands above the name, it is its own Organizational Domain.
 *
 * @param name in A-labels, without a final dot
 * @param textsAt what stands at `_dmarc.<domain>`
 */
export function organizationalDomain(name: string, textsAt: DmarcTexts): string {
  let fewestLabels = name;
  for (const domain of walk(name)) {
    const record = policyRecord(textsAt(domain));
    if (record === undefined) continue;
    if (record.psd === "n") return domain;
    if (record.psd === "y" && domain !== name)
      return name
        .split(".")
        .slice(-(domain.split(".").length + 1))
        .join(".");
    fewestLabels = domain;
    if (record.psd === "y") break;
  }
  return fewestLabels;
}

/** The domains whose records the walk asks for, in its order. */
function walk(name: string): string[] {
  const labels = name.split(".");
  const domains = [name];
  for (let left = Math.min(labels.length - 1, MAX_QUERIES - 1); left > 0; left--) {
    domains.push(labels.slice(-left).join("."));
  }
  return domains;
}

/** RFC 9989 §4.10: of several records at a name, none counts. */
function policyRecord(texts: readonly string[]): DmarcRecord | undefined {
  const [text, ...others] = texts.filter(isDmarc);
  if (text === undefined || others.length > 0) return undefined;
  const { record, isIgnored } = readDmarc(text);
  return isIgnored ? undefined : record;
}
