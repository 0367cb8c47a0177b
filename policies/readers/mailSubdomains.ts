import { dkimName } from "../../baseline/email/dkimSelector.js";
import { parseDkimKey } from "../../baseline/email/dkim.js";
import { isMailHost } from "../../baseline/email/mailHosts.js";
import { parseSpf } from "../../baseline/email/spf/parse.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { stackDns, type PlacedRecord } from "./zones.js";

/** A name that a sender uses: in its signatures (the tag `d`), or in MAIL FROM. */
export interface MailSubdomain {
  readonly name: string;
  readonly use: "signs" | "bounces";
  /** The owner name of the record that shows it. */
  readonly record: string;
}

/** Names at which the stack's records show a sender. Use it through `stack.read(mailSubdomains)`. */
export function mailSubdomains(stack: Stack): readonly MailSubdomain[] {
  return stack.read(stackDns).records.flatMap((record) => {
    const { fqdn } = record;
    if (fqdn === UNKNOWN) return [];
    const key = dkimName(fqdn);
    if (key) return holdsKey(record) ? { name: key.domain, use: "signs" as const, record: fqdn } : [];
    return takesBounces(record) ? { name: fqdn, use: "bounces" as const, record: fqdn } : [];
  });
}

/** A key that is not revoked, or an alias to one. */
function holdsKey({ type, resource }: PlacedRecord): boolean {
  if (type === "CNAME") return true;
  return (mailFacts(resource)?.texts ?? []).some(({ text }) => {
    const key = parseDkimKey(text);
    return key.ok && key.value.p !== "";
  });
}

/** SPF that lets somebody pass, or an alias to a mail service. */
function takesBounces({ type, values, resource }: PlacedRecord): boolean {
  if (type === "CNAME") return values !== UNKNOWN && values.some((value) => value !== UNKNOWN && isMailHost(value));
  return (mailFacts(resource)?.texts ?? []).some(({ purpose, text }) => {
    const spf = purpose === "spf" ? parseSpf(text) : undefined;
    return spf?.ok === true && spf.value.terms.some(({ kind }) => kind !== "all");
  });
}
