import type { Entry } from "./entry.js";

const CONFIGURATION_SET = ["aws:sesv2/configurationSet*"];

/** What the templates have beside the components. */
export const templates: readonly Entry[] = [
  {
    ...{ types: CONFIGURATION_SET, is: "neutral" },
    places: ["", "configurationSetName", "reputationOptions", "suppressionOptions", "eventDestination*"],
    because: "What is counted and told of mail that was sent, and to whom no more is sent: nobody gains a right.",
  },
  {
    ...{ types: ["aws:sesv2/emailIdentity:*"], places: ["dkimSigningAttributes"], is: "neutral" },
    when: ({ to }) => to !== "RSA_1024_BIT",
    because: "RSA_2048_BIT is the default (SES API Reference v2, DkimSigningAttributes).",
  },
  {
    ...{ types: ["cloudflare:index/dnsRecord:DnsRecord"], places: ["*:dmarc.p"], operators: ["term"], is: "benign" },
    when: ({ detail }) => detail.startsWith("p=none → "),
    because: "Any other policy is stronger.",
  },
  {
    ...{ types: ["cloudflare:index/dnsRecord:DnsRecord"], places: ["*:dkim.p"], operators: ["term"], is: "neutral" },
    when: ({ from, detail }) => String(from).length < 300 && detail === "p → a key of 216 characters",
    because: "Another key of the same length.",
  },
  {
    ...{ types: ["aws:dynamodb/table:Table"], places: ["deletionProtectionEnabled"], operators: ["set"], is: "benign" },
    when: ({ to }) => to === true,
    because: "Protection that was not there.",
  },
];
