import { checkDkimKey } from "../../baseline/email/dkim.js";
import { checkDomainName } from "../../baseline/email/name.js";
import { Observer, type AuditPart } from "./part.js";

/** Selectors that mail services give to all customers. Source: the services' pages (`baseline/email/senders/`). */
const COMMON_SELECTORS: readonly string[] = [
  "google",
  "selector1",
  "selector2",
  "s1",
  "s2",
  "k1",
  "k2",
  "k3",
  "default",
  "dkim",
  "mail",
  "mailjet",
  "mandrill",
  "mte1",
  "mte2",
  "pdk1",
  "pdk2",
  "resend",
  "zendesk1",
  "zendesk2",
  "brevo1",
  "brevo2",
  "cf2024-1",
  "kl",
  "kl2",
];

/** A selector that nobody uses: what answers there is a wildcard. */
const NO_SELECTOR = "storefront-baseline-no-such-selector";

/** DKIM keys at the given selectors, or at common ones. */
export const dkimPart: AuditPart = {
  title: "DKIM",
  async look({ domain, selectors, dns }) {
    const observer = new Observer(dns);
    const isGiven = selectors.length > 0;
    const wildcard = await observer.texts(nameOf(NO_SELECTOR, domain));
    if (wildcard.length > 0) {
      observer.show(nameOf("*", domain), wildcard);
      observer.notes.push("A wildcard answers at every selector that has no record of its own.");
      for (const text of wildcard) observer.findings.push(...checkDkimKey(text, nameOf("*", domain)));
    }
    const tried = isGiven ? selectors : COMMON_SELECTORS;
    const found = await Promise.all(tried.map((selector) => lookAt(selector, domain, isGiven, wildcard, observer)));
    if (!isGiven && !found.includes(true)) {
      observer.notes.push(
        `None of ${COMMON_SELECTORS.length} common selectors has a key. Name those of your senders with --selector.`,
      );
    }
    return observer;
  },
};

/** @returns whether the selector has a record of its own */
async function lookAt(
  selector: string,
  domain: string,
  isGiven: boolean,
  wildcard: readonly string[],
  observer: Observer,
): Promise<boolean> {
  const name = nameOf(selector, domain);
  const faults = checkDomainName(name, { underscore: true });
  for (const message of faults) {
    observer.find("DK10", name, message, "Correct the selector.", "RFC 6376 §3.1");
  }
  if (faults.length > 0) return false;
  const [alias] = await observer.values(name, "CNAME");
  const texts = await observer.texts(name);
  const isWildcard = alias === undefined && texts.length > 0 && texts.join("\n") === wildcard.join("\n");
  if (isWildcard && !isGiven) return false;
  if (alias !== undefined) observer.seen.push({ name, type: "CNAME", text: alias });
  observer.show(name, texts);
  for (const text of texts) observer.findings.push(...checkDkimKey(text, name));
  if (texts.length > 1) {
    const message = `It has ${texts.length} TXT records, so verifiers use whichever comes first, or none.`;
    observer.find("DK04", name, message, "Keep the record of the key that signs.", "RFC 6376 §3.6.2.2");
  }
  if (texts.length > 0) return !isWildcard;
  if (alias !== undefined) {
    const message = `Its CNAME leads to ${alias}, where no key is. Whoever gets that name can sign as the domain.`;
    observer.find("DK04", name, message, "Remove the CNAME, or set it up at the service again.", "RFC 6376 §3.6.2.2");
  } else if (isGiven && observer.failures.every((failure) => !failure.includes(` of ${name}: `))) {
    const message = "No key record is there, so every signature with this selector fails.";
    observer.find("DK04", name, message, "Publish the key that the sender shows.", "RFC 6376 §3.6.2.2");
  }
  return alias !== undefined;
}

function nameOf(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}
