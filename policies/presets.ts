import type { PolicyPackConfig } from "@pulumi/policy";
import audit from "./presets/audit.json";
import baseline from "./presets/baseline.json";
import gmailBulk from "./presets/gmail-bulk.json";
import outlook from "./presets/outlook.json";
import pci from "./presets/pci.json";
import remediate from "./presets/remediate.json";
import strict from "./presets/strict.json";
import yahoo from "./presets/yahoo.json";

/**
 * `baseline` is the default; `pci` and `strict` make more rules mandatory; `gmail-bulk`, `yahoo` and `outlook` demand
 * what the mailbox provider demands of senders, and leave the rest of the baseline as it is; `remediate` mends what has
 * one right value, and blocks the rest as the baseline does; `audit` blocks nothing.
 */
export type PresetName = "baseline" | "pci" | "strict" | "gmail-bulk" | "yahoo" | "outlook" | "remediate" | "audit";

/** Levels for a purpose. Each is also a file that `--policy-pack-config` takes as it is. */
export const presets = {
  /** Each rule at its own level. */
  baseline,
  /**
   * PCI DSS 4.0.1, requirement 5.4.1: mechanisms against phishing. Its guidance names DMARC, SPF and DKIM without asking
   * for a policy; assessors expect enforcement, which `dmarc-enforcement` demands by itself. And every rule that meets a
   * requirement wholly or in part.
   */
  pci,
  /** BOD 18-01 of the US government and beyond: p=reject for domain and subdomains, and nothing left to advice. */
  strict,
  /**
   * Gmail, from 5,000 messages a day: SPF and DKIM, and DMARC with p=none or more.
   * Sources: support.google.com/mail/answer/81126, support.google.com/a/answer/14229414.
   */
  "gmail-bulk": gmailBulk,
  /**
   * Yahoo, for bulk senders of any number: SPF and DKIM, and DMARC with p=none or more, which relaxed alignment passes.
   * Source: senders.yahooinc.com/best-practices.
   */
  yahoo,
  /**
   * Outlook.com, from 5,000 messages a day: SPF and DKIM pass, and DMARC with p=none or more is aligned; since 5 May 2025
   * other mail is refused with 550 5.7.515. Source: techcommunity.microsoft.com, "Strengthening Email Ecosystem:
   * Outlook's New Requirements for High-Volume Senders".
   */
  outlook,
  /** Every rule that can mend a resource does. Of a policy-pack configuration it goes over whatever preset the pack has. */
  remediate,
  /** Every rule advises. */
  audit,
} as Record<PresetName, PolicyPackConfig>;
