import type { DmarcPolicy } from "./dmarc.js";
import type { EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import { checkTxtSize } from "./txtSize.js";

/** Weaker choices that the arguments of an email domain made, as sentences. */
export function exceptionsOf<T>(model: EmailDomainModel<T>, records: readonly PlannedRecord<T>[]): string[] {
  const { domain, policy, subdomainPolicy, rollout, senders } = model;
  const texts = records.flatMap(({ type, name, content }) =>
    type === "TXT" && name === domain && typeof content === "string" ? content : [],
  );
  return [
    ...(rollout?.exceptions ?? weakerPolicy("dmarc.policy", policy)),
    ...(rollout !== undefined && subdomainPolicy === policy
      ? []
      : weakerPolicy("dmarc.subdomainPolicy", subdomainPolicy)),
    ...unsigned(model),
    ...strictAlignment(model),
    ...senders.flatMap(({ name, exceptions = [] }) => exceptions.map((sentence) => `${name}: ${sentence}`)),
    ...checkTxtSize(domain, texts).map(({ message, fix }) => `${message} ${fix}`),
  ];
}

function unsigned<T>({ senders, rollout }: EmailDomainModel<T>): string[] {
  const later =
    rollout?.rejectFrom === undefined ? "" : `, and from ${rollout.rejectFrom} on the rollout's p=reject is refused`;
  return senders
    .filter(({ dkim, signsBelow }) => dkim.length === 0 && signsBelow === undefined)
    .map(({ name }) => `${name} has no DKIM key under this domain: its forwarded mail fails DMARC${later}.`);
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
