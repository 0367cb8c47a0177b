import { readDmarc, type DmarcReading } from "../../baseline/email/dmarcRecord.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { stackDns } from "./zones.js";

/** A DMARC Policy Record of the stack whose domain and text are known. */
export interface StackDmarc {
  /** The domain whose record it is: without the label `_dmarc`. */
  readonly domain: string;
  readonly reading: DmarcReading;
  /** The resource that holds it. */
  readonly urn: string;
}

/** The DMARC records that receivers take for one. Use it through `stack.read(dmarcRecords)`. */
export function dmarcRecords(stack: Stack): readonly StackDmarc[] {
  return stack.read(stackDns).records.flatMap(({ fqdn, resource }) => {
    const domain = fqdn === UNKNOWN ? "" : (/^_dmarc\.(.+\..+)$/.exec(fqdn)?.[1] ?? "");
    if (domain === "") return [];
    return (mailFacts(resource)?.texts ?? [])
      .filter(({ purpose }) => purpose === "dmarc")
      .map(({ text }) => ({ domain, reading: readDmarc(text), urn: resource.urn }))
      .filter(({ reading }) => !reading.isIgnored);
  });
}
