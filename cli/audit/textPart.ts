import type { Finding } from "../../baseline/finding.js";
import { Observer, type AuditPart } from "./part.js";

/** A standard whose record is one TXT record at a name below the domain. */
export interface TextStandard {
  readonly title: string;
  /** The rule that such a record breaks, for example `STS01`. */
  readonly rule: string;
  /** Labels before the domain, for example `_mta-sts`. */
  readonly host: string;
  /** How a text begins that is meant as such a record. */
  readonly version: string;
  /** Judges one record. */
  readonly check: (text: string, subject: string) => readonly Finding[];
  /** The section that allows one record only. */
  readonly reference: string;
  /** What follows where there is none, as a full sentence. */
  readonly absent: string;
}

/** A part of the audit for such a standard. That the record is absent is a fact, and no fault. */
export function textPart({ title, rule, host, version, check, reference, absent }: TextStandard): AuditPart {
  return {
    title,
    async look({ domain, dns }) {
      const observer = new Observer(dns);
      const name = `${host}.${domain}`;
      const texts = (await observer.texts(name)).filter((text) =>
        text.trimStart().toLowerCase().startsWith(version.toLowerCase()),
      );
      observer.show(name, texts);
      if (texts.length > 1) {
        const message = `It has ${texts.length} ${title} records, so receivers ignore them all.`;
        observer.find(rule, name, message, "Keep one record.", reference);
      }
      for (const text of texts) observer.findings.push(...check(text, name));
      if (texts.length === 0 && observer.failures.length === 0) observer.notes.push(absent);
      return observer;
    },
  };
}
