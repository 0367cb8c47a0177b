import { checkExchange, checkMxSet, isNullMx, type MxRecord } from "../../baseline/email/mx.js";
import { Observer, type AuditPart } from "./part.js";

/** Who receives mail for the domain: bounces and answers go there. */
export const mxPart: AuditPart = {
  title: "MX",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const records = (await observer.values(domain, "MX")).map(({ preference, exchange }): MxRecord => ({
      preference,
      exchange: exchange === "" ? "." : exchange,
    }));
    observer.seen.push(
      ...records.map(({ preference, exchange }) => ({
        name: domain,
        type: "MX" as const,
        text: `${preference} ${exchange}`,
      })),
    );
    if (records.length === 0 && observer.failures.length === 0) {
      observer.notes.push(
        `${domain} has no MX record, so mail to it goes to the domain's own address (RFC 5321 §5.1). Where it receives none, publish a null MX: 0 with the host ".".`,
      );
    }
    if (records.some(isNullMx)) observer.notes.push(`${domain} says that it receives no mail.`);
    observer.findings.push(...checkMxSet(records, domain));
    await Promise.all(
      records.filter((record) => !isNullMx(record)).map((record) => checkHost(record, domain, observer)),
    );
    return observer;
  },
};

async function checkHost({ exchange }: MxRecord, domain: string, observer: Observer): Promise<void> {
  const faults = checkExchange(exchange, domain);
  observer.findings.push(...faults);
  if (faults.length > 0) return;
  const fix = "Name the host that receives mail, a name with A or AAAA records of its own.";
  const before = observer.failures.length;
  const [[alias], four, six] = await Promise.all([
    observer.values(exchange, "CNAME"),
    observer.values(exchange, "A"),
    observer.values(exchange, "AAAA"),
  ]);
  if (alias !== undefined) {
    const message = `The host ${exchange} has a CNAME record to ${alias} instead of addresses.`;
    observer.find("MX02", domain, message, fix, "RFC 2181 §10.3");
  } else if (four.length + six.length === 0 && observer.failures.length === before) {
    observer.find("MX02", domain, `The host ${exchange} has neither an A nor an AAAA record.`, fix, "RFC 5321 §5.1");
  }
}
