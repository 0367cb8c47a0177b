import type { Finding } from "../finding.js";
import { judgeBuiltSpf } from "./builtSpf.js";
import { checkDkimKey, normalizePublicKey } from "./dkim.js";
import { checkDmarc } from "./dmarc.js";
import type { Alignment, EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import { checkDomainName } from "./name.js";

/** Why a property of the input is refused. */
export interface Problem {
  /** For example `senders[1].dkim[0].key`. */
  readonly property: string;
  /** Full sentences: what was given and what is allowed. */
  readonly reason: string;
}

/** What was planned from the model. */
interface Planned<T> {
  readonly dmarc: string;
  readonly records: readonly PlannedRecord<T>[];
  readonly alignment: readonly Alignment[];
}

/** Rules whose findings do not stop a plan: they leave room, or are a choice that the arguments made by name. */
const CHOICES: readonly string[] = ["SPF11", "SPF19", "SPF20", "DM03"];

/** Everything that is wrong with a domain's mail records, so that it can be said at once. */
export function checkEmailDomain<T>(model: EmailDomainModel<T>, planned: Planned<T>): Problem[] {
  return [
    ...checkDomainName(model.domain).map((reason) => ({ property: "domain", reason })),
    ...model.senders.flatMap((sender, index) =>
      sender.dkim.flatMap((publication, key) =>
        checkPublication(publication, model.domain, `senders[${index}].dkim[${key}]`),
      ),
    ),
    ...checkBuiltSpf(model, planned.records),
    ...checkDmarcInput(model, planned.dmarc),
    ...checkAlignment(model, planned.alignment),
    ...checkNames(planned.records),
  ];
}

function checkPublication<T>(
  { selector, key, target, targetFor }: EmailDomainModel<T>["senders"][number]["dkim"][number],
  domain: string,
  property: string,
): Problem[] {
  const problems: Problem[] = [];
  if (typeof selector === "string") {
    const faults = checkDomainName(`${selector}._domainkey.${domain}`, { underscore: true });
    problems.push(...faults.map((reason) => ({ property: `${property}.selector`, reason })));
  }
  const targets = [target, targetFor].filter((given) => given !== undefined).length;
  if ((key === undefined ? 0 : 1) + targets !== 1) {
    problems.push({ property, reason: "Give either the key or the target of the CNAME, not both and not neither." });
  }
  if (typeof key === "string") problems.push(...checkKey(key, `${property}.key`));
  if (typeof target === "string") {
    problems.push(
      ...checkDomainName(target, { underscore: true }).map((reason) => ({ property: `${property}.target`, reason })),
    );
  }
  return problems;
}

function checkKey(key: string, property: string): Problem[] {
  const read = normalizePublicKey(key);
  if (!read.ok) return read.errors.map(({ message }) => ({ property, reason: message }));
  return explain(checkDkimKey(`v=DKIM1; k=${read.value.keyType}; p=${read.value.p}`, "The key"), property);
}

function checkBuiltSpf<T>(model: EmailDomainModel<T>, records: readonly PlannedRecord<T>[]): Problem[] {
  const { findings, lockFaults, costs } = judgeBuiltSpf(model, records);
  return [
    ...lockFaults.map((reason) => ({ property: "spfLock", reason })),
    ...explain(findings, "senders").map(({ property, reason }) => ({
      property,
      reason: costs === "" ? reason : `${reason} (${costs})`,
    })),
  ];
}

function checkDmarcInput<T>({ reportTo, domain }: EmailDomainModel<T>, dmarc: string): Problem[] {
  const problems = explain(checkDmarc(dmarc, domain), "dmarc");
  if (reportTo.length > 0) return problems;
  const reason = "Give at least one address for aggregate reports: without them nobody sees who sends as the domain.";
  return [...problems.filter(({ reason: other }) => !other.includes("rua")), { property: "dmarc.reportTo", reason }];
}

/** RFC 9989 §7.4, §8: a domain with p=reject must not depend on SPF alone. */
function checkAlignment<T>({ policy, senders }: EmailDomainModel<T>, alignment: readonly Alignment[]): Problem[] {
  if (policy !== "reject") return [];
  return senders.flatMap(({ name }, index) =>
    alignment[index]?.dkim
      ? []
      : {
          property: `senders[${index}].dkim`,
          reason: `${name} has no DKIM key under this domain, so under p=reject its forwarded mail is refused (RFC 9989 §7.4). Give its keys, or choose quarantine.`,
        },
  );
}

/** RFC 1034 §3.6.2: a CNAME stands alone; RFC 6376 §3.6.2.2: one key at a selector. */
function checkNames<T>(records: readonly PlannedRecord<T>[]): Problem[] {
  const taken = new Map<string, PlannedRecord<T>>();
  const problems: Problem[] = [];
  for (const record of records) {
    if (typeof record.name !== "string") continue;
    const other = taken.get(record.name);
    taken.set(record.name, record);
    const clash = other && (record.type === "CNAME" || other.type === "CNAME" || record.key.startsWith("dkim-"));
    if (clash) {
      problems.push({
        property: "senders",
        reason: `${record.name} would hold two records, a ${other.type} and a ${record.type}: give one of the senders another selector or host.`,
      });
    }
  }
  return problems;
}

function explain(findings: readonly Finding[], property: string): Problem[] {
  return findings
    .filter(({ rule }) => !CHOICES.includes(rule))
    .map(({ message, fix, reference }) => ({ property, reason: `${message} ${fix} (${reference})` }));
}
