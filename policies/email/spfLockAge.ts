import { lockAgeFault } from "../../baseline/email/spf/lockAge.js";
import { parseSpfLock } from "../../baseline/email/spf/lockReading.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

const SUBJECT = "Whether its SPF record has networks in place of includes";

/** `EmailDomain` refuses an old lock itself, but by the day that the program tells it. */
export const spfLockAge: Rule = {
  id: "SPF23",
  name: "spf-lock-age",
  title: "Networks stand in place of SPF includes only while the lock was compared with DNS within 30 days.",
  why: "A service's new networks are refused, and those that it gave up still pass in the domain's name.",
  fix: "Run `storefront-baseline spf lock` and deploy, at least weekly; or take spfFlatten out, so that the includes follow by themselves.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§10.1.2, §11.5.3", strength: "supporting" }],
  types: ["storefront-baseline:index:EmailDomain"],
  checkResource(resource, verdict, { today }) {
    const flattened = resource.list("spfFlatten");
    if (flattened === UNKNOWN) return verdict.undetermined(`${SUBJECT} will be known only after the deploy.`);
    if (flattened.length === 0) return;
    const text = resource.text("spfLock");
    if (text === UNKNOWN) return verdict.undetermined("Its spfLock will be known only after the deploy.");
    const lock = parseSpfLock(text ?? "");
    const fault = lock.ok ? lockAgeFault(lock.value, today) : "cannot be read";
    if (fault !== undefined) verdict.violation(`The spfLock of ${resource.name} ${fault}.`);
  },
};
