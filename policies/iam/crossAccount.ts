import { checkAccounts, type KnownAccounts } from "../../baseline/iam/checkAccounts.js";
import { checkOwnAccount } from "../../baseline/iam/checkOwnAccount.js";
import { report } from "../email/mailRule.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Settings } from "../framework/settings.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "../readers/iamDocuments.js";
import { typesOfKinds } from "../readers/iamDocumentTypes.js";
import { ACCOUNT_NAMING_TYPES, namedAccounts } from "../readers/namedAccounts.js";
import { stackAccounts } from "../readers/stackAccounts.js";
import { writtenAccounts } from "../readers/writtenAccounts.js";

const TYPES = [...new Set([...typesOfKinds(["trust", "resource"]), ...ACCOUNT_NAMING_TYPES])];

export const crossAccount: Rule = {
  id: "IAM09",
  name: "iam-cross-account",
  title: "Another account comes in only where it is known, and another company's only with an external id.",
  why: "A forgotten or mistyped account number opens the role to strangers; without an external id any customer of a vendor can have the vendor act on your account.",
  fix: "Name your accounts in trustedAccounts and your vendors' in vendorAccounts, and demand sts:ExternalId of vendors.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP08", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "8.2.7", strength: "partial" },
  ],
  types: TYPES,
  // With a list of accounts each resource shows by itself whom it lets in; without one the stack tells which is its own.
  checkResource(resource, verdict, settings) {
    const { trustedAccounts } = settings;
    if (trustedAccounts)
      judge(resource, verdict, { own: new Set(trustedAccounts), vendors: new Set(settings.vendorAccounts) });
    else judgeAlone(resource, verdict, settings);
  },
  checkStack(stack, verdict) {
    for (const { name, urn } of stack
      .ofTypes(ACCOUNT_NAMING_TYPES)
      .filter((one) => namedAccounts(one).includes(UNKNOWN)))
      verdict.undetermined(`Which account ${name} lets in will be known only after the deploy.`, { urn });
    if (stack.settings.trustedAccounts) return;
    const own = stack.read(stackAccounts);
    const known = { own: own.size > 0 ? own : undefined, vendors: vendorsOf(stack.settings) };
    const written = stack.read(writtenAccounts);
    for (const resource of stack.ofTypes(TYPES)) {
      judge(resource, verdict, known);
      // Of an account that no list names the program tells whether it is its own, where it writes which one that is.
      if (written.size > 0) judgeStrangers(resource, verdict, new Set([...own, ...written]), stack.settings);
    }
  },
};

/** What a resource's policy shows by itself. */
function judgeAlone(resource: Resource, verdict: Verdict, settings: Settings): void {
  for (const { document, kind, subject } of iamDocuments(resource)) {
    if (kind !== "resource" || document === UNKNOWN || document === undefined) continue;
    for (const finding of checkOwnAccount(document, subject, vendorsOf(settings))) {
      if (finding !== UNKNOWN) report(verdict, finding, resource.urn);
    }
  }
}

/** Whom a resource's policy lets in that is none of the program's own; what it shows alone is told already. */
function judgeStrangers(resource: Resource, verdict: Verdict, own: ReadonlySet<string>, settings: Settings): void {
  const vendors = vendorsOf(settings) ?? new Set<string>();
  for (const { document, kind, subject } of iamDocuments(resource)) {
    if (kind !== "resource" || document === UNKNOWN || document === undefined) continue;
    if (checkOwnAccount(document, subject, vendors).length > 0) continue;
    for (const finding of checkAccounts(document, subject, false, { own, vendors })) {
      if (finding !== UNKNOWN) report(verdict, finding, resource.urn);
    }
  }
}

function vendorsOf({ vendorAccounts }: Settings): ReadonlySet<string> | undefined {
  return vendorAccounts.length > 0 ? new Set(vendorAccounts) : undefined;
}

/** Accounts that are let in, or are given data, without a document: a grant, a permission, a replica. */
function judgeNamed(
  { name, urn }: Resource,
  accounts: readonly Maybe<string>[],
  verdict: Verdict,
  known: KnownAccounts,
): void {
  for (const account of accounts) {
    if (account === UNKNOWN || known.own?.has(account) === true || known.vendors?.has(account) === true) continue;
    if (known.own === undefined)
      verdict.undetermined(
        `Whether the account ${account}, which ${name} lets in, is one of yours is not known: give the setting trustedAccounts.`,
        { urn },
      );
    else
      verdict.violation(
        `${name} lets in the account ${account}, which neither trustedAccounts nor vendorAccounts names.`,
        { urn },
      );
  }
}

function judge(resource: Resource, verdict: Verdict, known: KnownAccounts): void {
  judgeNamed(resource, namedAccounts(resource), verdict, known);
  const at = { urn: resource.urn };
  for (const { document, kind, subject } of iamDocuments(resource)) {
    if (kind !== "trust" && kind !== "resource") continue;
    if (document === UNKNOWN) verdict.undetermined(`What ${subject} says will be known only after the deploy.`, at);
    if (document === UNKNOWN || document === undefined) continue;
    const checked = checkAccounts(document, subject, kind === "trust", known);
    for (const finding of checked) if (finding !== UNKNOWN) report(verdict, finding, resource.urn);
    if (checked.includes(UNKNOWN)) {
      const reason = `Whether an account that ${subject} names is one of yours is not known: give the setting trustedAccounts.`;
      verdict.undetermined(reason, at);
    }
  }
}
