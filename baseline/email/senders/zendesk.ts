import type { SenderEntry } from "./sender.js";
import { textOf } from "./shapes.js";

/** Zendesk sends from four names of its own, for each of which it wants an alias. */
const MAIL_HOSTS = 4;

/**
 * Zendesk: bounces go to the domain itself, so SPF at its name counts. Publish before DKIM is switched on there.
 *
 * Source: Zendesk Help, "Allowing Zendesk to send email on behalf of your email domain" and "Digitally signing your email
 * with DKIM or DMARC".
 */
export const zendesk: SenderEntry = {
  name: "Zendesk",
  // Not zendesk.com itself: a help centre of the shop points there, and may be proxied.
  hosts: [...Array.from({ length: MAIL_HOSTS }, (_, index) => mailHost(index + 1)), "_domainkey.zendesk.com"],
  plan: (reader) => {
    const code = textOf("the verification code", /^[a-z0-9]{8,64}$/i, "letters and digits");
    const verification = reader.has("verification") ? reader.text("verification", code) : undefined;
    return {
      name: zendesk.name,
      include: "mail.zendesk.com",
      dkim: [1, 2].map((number) => ({
        label: `zendesk-${number}`,
        selector: `zendesk${number}`,
        type: "CNAME",
        content: `zendesk${number}._domainkey.zendesk.com`,
      })),
      records: [
        ...Array.from({ length: MAIL_HOSTS }, (_, index) => ({
          label: `mail-${index + 1}`,
          type: "CNAME" as const,
          host: `zendesk${index + 1}`,
          content: mailHost(index + 1),
        })),
        ...(verification === undefined
          ? []
          : [{ label: "verification", type: "TXT" as const, host: "zendeskverification", content: verification }]),
      ],
    };
  },
};

function mailHost(number: number): string {
  return `mail${number}.zendesk.com`;
}
