import type { DmarcPolicy } from "./dmarc.js";
import type { EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import { checkTxtSize } from "./txtSize.js";

/** Weaker choices that the arguments of an email domain made, as sentences. */
export function exceptionsOf<T>(model: EmailDomainModel<T>, records: readonly PlannedRecord<T>[]): string[] {
  const { domain, policy, subdomainPolicy, senders } = model;
  const texts = records.flatMap(({ type, name, content }) =>
    type === "TXT" && name === domain && typeof content === "string" ? content : [],
  );
  return [
    ...weakerPolicy("dmarc.policy", policy),
    ...weakerPolicy("dmarc.subdomainPolicy", subdomainPolicy),
    ...strictAlignment(model),
    ...senders.flatMap(({ name, exceptions = [] }) => exceptions.map((sentence) => `${name}: ${sentence}`)),
    ...checkTxtSize(domain, texts).map(({ message, fix }) => `${message} ${fix}`),
  ];
}

function weakerPolicy(property: string, value: DmarcPolicy): string[] {
  return value === "reject"
    ? []
    : [`${property} is ${value}: forged mail is ${value === "none" ? "delivered" : "put aside, not refused"}.`];
}

/** With one identifier out of alignment, the other alone carries the mail, and nothing does where it breaks. */
function strictAlignment<T>({ aspf, senders }: EmailDomainModel<T>): string[] {
  if (aspf !== "s") return [];
  const below = senders.filter(({ returnPaths = [] }) => returnPaths.length > 0).map(({ name }) => name);
  return below.length === 0
    ? []
    : [
        `dmarc.aspf is strict: mail of ${below.join(", ")} passes by DKIM alone, since its bounces go below the domain.`,
      ];
}
