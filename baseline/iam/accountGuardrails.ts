import type { Problem } from "../email/emailDomainCheck.js";

/** Settings that an AWS account has once, and that guard all of it. */
export interface GuardrailsModel {
  /** Where the settings of a Region are made; the provider's Region where none is given. */
  readonly regions: readonly string[];
  /** Names of guardrails that somebody else manages. */
  readonly leftOut: readonly string[];
  /** Days without use after which access counts as unused; `undefined` for no such analyzer. */
  readonly unusedAccessDays: number | undefined;
  readonly contact: Contact | undefined;
  readonly managesRootCredentials: boolean;
}

/** Whom AWS tells about the account's security. */
export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly emailAddress: string;
  readonly phoneNumber: string;
}

/** What is made by default, and what the account is without it. */
export const GUARDRAILS: Readonly<Record<string, string>> = {
  accessAnalyzer: "nothing tells of buckets, keys and roles that strangers can reach",
  passwordPolicy: "IAM users may choose passwords of eight characters, and old ones again",
  publicBuckets: "each bucket alone decides whether it is public",
  publicSnapshots: "whoever may share a snapshot of a disk may share it with the world",
  encryptedDisks: "a disk that nobody asked to encrypt is plain",
  tokens: "tokens of the global STS endpoint keep whatever reach somebody gave them",
};

/**
 * Passwords of IAM users: length and reuse of CIS AWS Foundations 3.0 §1.8 and §1.9, letters and digits of PCI DSS 4.0.1
 * §8.3.6. They do not expire: NIST SP 800-63B §5.1.1.2 advises against it.
 */
export const PASSWORD_POLICY = {
  minimumPasswordLength: 14,
  passwordReusePrevention: 24,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  allowUsersToChangePassword: true,
} as const;

/** No public bucket in the account, whatever a bucket says. Source: Amazon S3 User Guide, "Blocking public access". */
export const PUBLIC_ACCESS_BLOCK = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
} as const;

/** Tokens of the global endpoint that Regions which an account must switch on do not take. AWS's own default. */
export const GLOBAL_TOKENS = "v1Token";

/** What takes the root users of member accounts their credentials away. */
export const ROOT_CREDENTIALS = "RootCredentialsManagement";

/** Root users of member accounts without credentials. Source: AWS IAM User Guide, "Centrally manage root access". */
export const ROOT_FEATURES: readonly string[] = [ROOT_CREDENTIALS, "RootSessions"];

/** Days without use after which access is to be reported at the latest. Source: PCI DSS 4.0.1 §8.2.6. */
export const UNUSED_ACCESS_DAYS = 90;

/** Everything that is wrong with the model, in the input's terms. */
export function guardrailProblems(model: GuardrailsModel): Problem[] {
  const { regions, leftOut, unusedAccessDays, contact } = model;
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  regions.forEach((region, index) => {
    const place = `regions[${index}]`;
    if (!/^[a-z]{2}(?:-[a-z]+)+-[0-9]$/.test(region)) add(place, `"${region}" is no AWS Region, such as eu-west-1.`);
    else if (regions.indexOf(region) !== index) add(place, `"${region}" is named twice.`);
  });
  leftOut.forEach((name, index) => {
    if (Object.hasOwn(GUARDRAILS, name)) return;
    add(`leaveOut[${index}]`, `"${name}" is no guardrail. Allowed are ${Object.keys(GUARDRAILS).join(", ")}.`);
  });
  // AWS IAM Access Analyzer API Reference, UnusedAccessConfiguration: 1 to 365 days.
  if (
    unusedAccessDays !== undefined &&
    !(Number.isInteger(unusedAccessDays) && unusedAccessDays >= 1 && unusedAccessDays <= 365)
  ) {
    add("unusedAccessDays", `It is ${unusedAccessDays}; whole days from 1 to 365 are allowed.`);
  }
  if (contact) problems.push(...contactProblems(contact));
  return problems;
}

/** Source: AWS Account Management API Reference, PutAlternateContact. */
function contactProblems({ name, title, emailAddress, phoneNumber }: Contact): Problem[] {
  const faults: [string, boolean, string][] = [
    ["name", name.length >= 1 && name.length <= 64, "1 to 64 characters are allowed."],
    ["title", title.length >= 1 && title.length <= 50, "1 to 50 characters are allowed."],
    [
      "emailAddress",
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(emailAddress) && emailAddress.length <= 254,
      "It is no mailbox, such as security@shop.example.",
    ],
    [
      "phoneNumber",
      /^[0-9 ()+-]{1,25}$/.test(phoneNumber),
      "1 to 25 digits, spaces, parentheses, plus and minus signs are allowed.",
    ],
  ];
  return faults.flatMap(([property, isGood, reason]) =>
    isGood ? [] : [{ property: `securityContact.${property}`, reason }],
  );
}

/** What the account lacks by the caller's choice, as sentences. */
export function guardrailExceptions({ leftOut, unusedAccessDays = 0 }: GuardrailsModel): string[] {
  const late = `unusedAccessDays: unused access is reported after ${unusedAccessDays} days, not after ${UNUSED_ACCESS_DAYS}.`;
  return [
    ...leftOut.map((name) => `leaveOut: without ${name} ${String(GUARDRAILS[name])}, unless it is managed elsewhere.`),
    ...(unusedAccessDays > UNUSED_ACCESS_DAYS ? [late] : []),
  ];
}
