/** A record as a shop writes it by hand, or the file that a Worker serves at a host. */
export interface HandMade {
  zone: "candles" | "outlet";
  name: string;
  /** The record's type, or `FILE`. */
  type: string;
  content: string;
  priority?: number;
  proxied?: boolean;
  ignoreChanges?: string[];
}

export const candles = "fernwood-candles.example";
export const outlet = "fernwood-outlet.example";

const key =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwfayxJk62fZSDm/cKoIDnNcyGHkMsYJFdfy12fxCFNWek14Yilmo/qEa8OPs7ggOAeOf2NoyvXeG8BIq2eaj052WkTLjqHGXSJReZLsw6h6Rjjh2qeUeObdUO52XNWkCg0vZhDUihi0Yyn3GYfsPeWqS6N3rJJ4VpDpkiE2uDHadXzdkt5MeskUeIkMkF5cNKJ3a++VQ97qxRuzTQ9bP1uwegVMWeoNrr+t7uN4oRGcFzHhhhxV6cboY5I1otLCRJudUT6hCjKCXNjlkDV1ecgqkV9i0aiDjJf3jfQ+FeoEt70IzXBzy4VqoL0f7eG7zqC2e3Cx4hKYhTRMh2wfB6QIDAQAB";
const shortKey =
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC3KfM82ePLMc0HTKEY7x0bpnV77eYN6dlczIevQQa5VrnzU3hs6fVrWHRWZMBCHgw7FulSxlEHI7SCAlLXz83GgVGdJp4hWBFVJeTL7vPm9x45bGHXHAm8F2Pn/RxGu19CWUllUE3pr94tFci2ufdehyWo+NisNrgIsiYYXpEnmQIDAQAB";

/** The texts of a long TXT record in the strings that Cloudflare stores. */
function strings(text: string): string {
  return (text.match(/.{1,255}/gs) ?? []).map((part) => `"${part}"`).join(" ");
}

/** The records as they should be. */
export function handMade(): Record<string, HandMade> {
  return {
    spf: { zone: "candles", name: candles, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' },
    mx: { zone: "candles", name: candles, type: "MX", content: "smtp.google.com", priority: 1 },
    "google-key": {
      zone: "candles",
      name: `google._domainkey.${candles}`,
      type: "TXT",
      content: strings(`v=DKIM1; k=rsa; p=${key}`),
    },
    "ses-key": {
      zone: "candles",
      name: `xq4ovcapicptwaqixhtzmbpnvyruxq4o._domainkey.${candles}`,
      type: "CNAME",
      content: "xq4ovcapicptwaqixhtzmbpnvyruxq4o.dkim.amazonses.com",
    },
    "bounce-mx": {
      zone: "candles",
      name: `bounce.${candles}`,
      type: "MX",
      content: "feedback-smtp.eu-west-1.amazonses.com",
      priority: 10,
    },
    "bounce-spf": {
      zone: "candles",
      name: `bounce.${candles}`,
      type: "TXT",
      content: '"v=spf1 include:amazonses.com ~all"',
    },
    dmarc: {
      zone: "candles",
      name: `_dmarc.${candles}`,
      type: "TXT",
      content: `"v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@${candles}"`,
    },
    "tls-policy": {
      zone: "candles",
      name: `mta-sts.${candles}`,
      type: "FILE",
      content: "version: STSv1\nmode: enforce\nmx: smtp.google.com\nmax_age: 2592000\n",
    },
    "tls-record": { zone: "candles", name: `_mta-sts.${candles}`, type: "TXT", content: '"v=STSv1; id=20261124"' },
    "tls-reports": {
      zone: "candles",
      name: `_smtp._tls.${candles}`,
      type: "TXT",
      content: `"v=TLSRPTv1; rua=mailto:tls@${candles}"`,
    },
    logo: {
      zone: "candles",
      name: `default._bimi.${candles}`,
      type: "TXT",
      content: `"v=BIMI1; l=https://www.${candles}/bimi/logo.svg; a=https://www.${candles}/bimi/logo.pem"`,
    },
    "outlet-spf": { zone: "outlet", name: outlet, type: "TXT", content: "v=spf1 include:_spf.google.com ~all" },
    "outlet-dmarc": {
      zone: "outlet",
      name: `_dmarc.${outlet}`,
      type: "TXT",
      content: `v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@${candles}`,
    },
    "outlet-key": { zone: "outlet", name: `k1._domainkey.${outlet}`, type: "CNAME", content: "dkim.mcsv.net" },
    "outlet-caa": { zone: "outlet", name: outlet, type: "CAA", content: '0 issue "amazon.com"' },
    // The outlet has no mailboxes: the brand reads its reports, and says so.
    "outlet-reports": {
      zone: "candles",
      name: `${outlet}._report._dmarc.${candles}`,
      type: "TXT",
      content: '"v=DMARC1"',
    },
  };
}

/** One mistake: what somebody did, and the rule that blocks it. */
export interface Mistake {
  rule: string;
  story: string;
  make(records: Record<string, HandMade>): void;
}

/** Changes one record's content. */
const rewrite =
  (record: string, from: string, to: string): Mistake["make"] =>
  (records) => {
    const written = records[record];
    if (!written?.content.includes(from)) throw new Error(`${record} does not hold "${from}"`);
    written.content = written.content.replace(from, to);
  };

/** Adds a record. */
const add =
  (name: string, record: HandMade): Mistake["make"] =>
  (records) => {
    records[name] = record;
  };

export const mistakes: Record<string, Mistake> = {
  "softened-dmarc": {
    rule: "DM03",
    story: "A newsletter did not arrive, so somebody set p=none for a day.",
    make: rewrite("dmarc", "p=reject; sp=reject; np=reject", "p=none"),
  },
  "second-spf": {
    rule: "SPF01",
    story: "The newsletter service said: add this TXT record.",
    make: add("newsletter-spf", {
      zone: "candles",
      name: candles,
      type: "TXT",
      content: '"v=spf1 include:spf.newsletter.example ~all"',
    }),
  },
  "short-key": {
    rule: "DK01",
    story: "The help desk's old key was carried over.",
    make: add("help-desk-key", {
      zone: "candles",
      name: `help._domainkey.${candles}`,
      type: "TXT",
      content: strings(`v=DKIM1; k=rsa; p=${shortKey}`),
    }),
  },
  "all-behind-include": {
    rule: "SPF07",
    story: "The warehouse's record, included by the shop's, was opened for a test.",
    make: (records) => {
      rewrite("spf", "include:_spf.google.com", `include:_spf.google.com include:warehouse.${candles}`)(records);
      add("warehouse-spf", {
        zone: "candles",
        name: `warehouse.${candles}`,
        type: "TXT",
        content: '"v=spf1 ip4:203.0.113.0/28 +all"',
      })(records);
    },
  },
  "proxied-key": {
    rule: "DNS01",
    story: "Somebody switched the orange cloud on for all records.",
    make: (records) => {
      const record = records["ses-key"];
      if (record) record.proxied = true;
    },
  },
  "typo-in-sp": {
    rule: "DM02",
    story: "A letter was lost.",
    make: rewrite("outlet-dmarc", "sp=reject", "sp=rejct"),
  },
  "half-rollout": {
    rule: "DM06",
    story: "An old guide says: begin with half of the mail.",
    make: rewrite("outlet-dmarc", "p=reject;", "p=reject; pct=50;"),
  },
  "lost-space": {
    rule: "DNS03",
    story: "A long record was cut at the wrong place.",
    make: rewrite(
      "bounce-spf",
      '"v=spf1 include:amazonses.com ~all"',
      '"v=spf1 include:amazonses.com" "ip4:198.51.100.7 ~all"',
    ),
  },
  "neutral-end": {
    rule: "SPF08",
    story: "The record was copied from a forum.",
    make: rewrite("outlet-spf", "~all", "?all"),
  },
  "eleven-lookups": {
    rule: "SPF03",
    story: "Every tool of the last ten years is still in the record.",
    make: rewrite(
      "outlet-spf",
      "include:_spf.google.com",
      Array.from({ length: 11 }, (_, index) => `include:tool${index + 1}.example`).join(" "),
    ),
  },
  "cname-beside-text": {
    rule: "DNS04",
    story: "A DMARC service was tried beside the shop's own record.",
    make: add("dmarc-service", {
      zone: "candles",
      name: `_dmarc.${candles}`,
      type: "CNAME",
      content: "fernwood.dmarc-service.example",
    }),
  },
  "quoted-text": {
    rule: "DNS02",
    story: "The value was copied with its quotes from another provider.",
    make: add("outlet-bounce-spf", {
      zone: "outlet",
      name: `bounce.${outlet}`,
      type: "TXT",
      content: '"v=spf1 include:amazonses.com ~all"',
    }),
  },
  "no-dmarc": {
    rule: "DM10",
    story: "The outlet's zone was moved, and one record was forgotten.",
    make: (records) => {
      delete records["outlet-dmarc"];
    },
  },
  "unasked-reports": {
    rule: "DM12",
    story: "Nobody knew what the odd record in the brand's zone was for.",
    make: (records) => {
      delete records["outlet-reports"];
    },
  },
  "mail-to-an-address": {
    rule: "MX02",
    story: "A second mail server was to help out, and it had no name yet.",
    make: add("second-mx", { zone: "candles", name: candles, type: "MX", content: "203.0.113.25", priority: 20 }),
  },
  "forgotten-policy": {
    rule: "STS04",
    story: "Mail moved to Google; the MTA-STS policy still names the old host.",
    make: rewrite("tls-policy", "mx: smtp.google.com", "mx: mail.old-host.example"),
  },
  "another-authority": {
    rule: "CAA01",
    story: "A reseller's certificate was tried once.",
    make: rewrite("outlet-caa", "amazon.com", "bargain-certificates.example"),
  },
  "logo-without-tls": {
    rule: "BI01",
    story: "The logo's address was typed from memory.",
    make: rewrite("logo", "l=https:", "l=http:"),
  },
  "ignored-change": {
    rule: "BYP01",
    story: "The diff was in the way, so it was ignored.",
    make: (records) => {
      const record = records["dmarc"];
      if (record) record.ignoreChanges = ["content"];
    },
  },
};

/** Those that can stand in one program together. */
export const together: readonly string[] = Object.keys(mistakes).filter(
  (name) => name !== "no-dmarc" && name !== "eleven-lookups",
);
