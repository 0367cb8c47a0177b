import type { Alignment } from "../../baseline/email/alignment.js";
import { appliedPolicy, type DmarcAudience, type DmarcPolicy } from "../../baseline/email/dmarc.js";
import { parseSpf } from "../../baseline/email/spf/parse.js";
import type { ShopDomain } from "./shopDomains.js";

/** What is sent for each sender: messages of its own, and messages that others forge. */
export const MAIL_KINDS = {
  direct: {
    title: "from the sender, over IPv4, signed with the first of its keys",
    by: "sender",
    spf: "authorized",
    dkim: "sender's",
    audience: "domain",
  },
  direct6: {
    title: "from the sender, over IPv6, signed with the last of its keys",
    by: "sender",
    spf: "authorized",
    dkim: "sender's",
    audience: "domain",
  },
  forwarded: {
    title: "from the sender, signed with the second of its keys, forwarded unchanged by somebody else",
    by: "sender",
    spf: "elsewhere",
    dkim: "sender's",
    audience: "domain",
  },
  signatureLost: {
    title: "from the sender's servers with its MAIL FROM, without a signature",
    by: "either",
    spf: "authorized",
    dkim: "none",
    audience: "domain",
  },
  unsigned: {
    title: "the shop's domain in From and MAIL FROM, without a signature",
    by: "forger",
    spf: "elsewhere",
    dkim: "none",
    audience: "domain",
  },
  wrongKey: {
    title: "the same, signed under the sender's selector with another key",
    by: "forger",
    spf: "elsewhere",
    dkim: "broken",
    audience: "domain",
  },
  altered: {
    title: "the sender's signed message with another text",
    by: "forger",
    spf: "elsewhere",
    dkim: "broken",
    audience: "domain",
  },
  lookalike: {
    title: "MAIL FROM and a good signature of a domain that begins with the shop's",
    by: "forger",
    spf: "stranger's",
    dkim: "stranger's",
    audience: "domain",
  },
  neighbour: {
    title: "from the sender's servers, by another customer with SPF and DKIM of its own",
    by: "forger",
    spf: "stranger's",
    dkim: "stranger's",
    audience: "domain",
  },
  existing: {
    title: "a subdomain that exists in From and MAIL FROM",
    by: "forger",
    spf: "none",
    dkim: "none",
    audience: "subdomain",
  },
  missing: {
    title: "a subdomain that does not exist in From and MAIL FROM",
    by: "forger",
    spf: "none",
    dkim: "none",
    audience: "missingSubdomain",
  },
} as const satisfies Readonly<Record<string, MailTraits>>;
export type MailKind = keyof typeof MAIL_KINDS;

interface MailTraits {
  readonly title: string;
  /** Who sends it. What only SPF vouches for may come from any customer whom the service lets use the MAIL FROM. */
  readonly by: "sender" | "forger" | "either";
  /** Whose SPF it meets: the sender's, from an address that it authorizes or from elsewhere; a stranger's; none. */
  readonly spf: "authorized" | "elsewhere" | "stranger's" | "none";
  readonly dkim: "sender's" | "stranger's" | "broken" | "none";
  readonly audience: DmarcAudience;
}

export type SpfResult = "pass" | "fail" | "softfail" | "neutral" | "none";
export type DkimResult = "pass" | "fail" | "none";
export type Outcome = "delivered" | "put aside" | "refused";

/** What receivers must come to, or came to. */
export interface Verdict {
  readonly spf: SpfResult;
  readonly dkim: DkimResult;
  readonly outcome: Outcome;
}

/** What the plan says of a message, and how it says that. */
export interface Prediction extends Verdict {
  /** RFC 9989 §4.4: an authenticated name stands under the domain in From. */
  readonly aligned: { readonly spf: boolean; readonly dkim: boolean };
}

/**
 * @param spfAtMailFrom the SPF record at the domain in MAIL FROM; absent where it has none
 */
export function predict(
  kind: MailKind,
  { plan }: ShopDomain,
  sender: string,
  spfAtMailFrom: string | undefined,
): Prediction {
  const { spf, dkim, audience }: MailTraits = MAIL_KINDS[kind];
  const alignment: Alignment | undefined = plan.alignment.find((each) => each.sender === sender);
  if (!alignment) throw new Error(`The plan does not say whether mail of ${sender} is aligned.`);
  const aligned = { spf: spf === "authorized" && alignment.spf, dkim: dkim === "sender's" && alignment.dkim };
  const policy = appliedPolicy(plan.dmarc, audience);
  return {
    spf: spf === "none" ? "none" : spf === "elsewhere" ? resultForOthers(spfAtMailFrom) : "pass",
    dkim: dkim === "none" ? "none" : dkim === "broken" ? "fail" : "pass",
    outcome: aligned.spf || aligned.dkim ? "delivered" : outcomeOf(policy),
    aligned,
  };
}

export function outcomeOf(policy: DmarcPolicy | undefined): Outcome {
  switch (policy) {
    case "reject":
      return "refused";
    case "quarantine":
      return "put aside";
    case "none":
    case undefined:
      return "delivered";
  }
}

/** RFC 7208 §5.1, §4.7: what `all` says, or neutral. */
function resultForOthers(spf: string | undefined): SpfResult {
  const read = spf === undefined ? undefined : parseSpf(spf);
  if (!read?.ok) return "none";
  const all = read.value.terms.find(({ kind }) => kind === "all");
  if (all?.kind !== "all") return "neutral";
  return ({ "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" } as const)[all.qualifier];
}
