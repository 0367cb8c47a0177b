import { checkCaa, CRITICAL } from "../../baseline/dns/caa.js";
import { Observer, type AuditPart } from "./part.js";

/** Who may issue certificates: the records of the closest name, going up from the domain (RFC 8659 §3). */
export const caaPart: AuditPart = {
  title: "CAA",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const labels = domain.split(".");
    for (const index of labels.keys()) {
      const name = labels.slice(index).join(".");
      const records = await observer.values(name, "CAA");
      for (const { critical, tag, value } of records) {
        observer.seen.push({ name, type: "CAA", text: `${critical ? CRITICAL : 0} ${tag} "${value}"` });
        // Whom the domain trusts is its own choice, which nothing in DNS explains.
        const named = value.split(";")[0]?.trim().toLowerCase() ?? "";
        observer.findings.push(...checkCaa({ flags: critical ? CRITICAL : 0, tag, value }, name, [named]));
      }
      if (records.length > 0 || observer.failures.length > 0) return observer;
    }
    observer.notes.push("There is none, so every authority may issue certificates for the domain.");
    return observer;
  },
};
