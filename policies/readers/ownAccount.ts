import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import type { Maybe } from "../framework/unknown.js";

/** Settings that an account has once: a stack that holds one stands for the account. */
export const ACCOUNT_TYPES: readonly string[] = [
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "aws:iam/organizationsFeatures:OrganizationsFeatures",
  "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  "aws:ebs/encryptionByDefault:EncryptionByDefault",
  "aws:account/alternativeContact:AlternativeContact",
];

/** Whether the stack stands for its AWS account, and the resource that shows it. */
export function ownAccount(stack: Stack): { readonly isOwn: boolean; readonly shownBy: Resource | undefined } {
  const [shownBy] = stack.ofTypes(ACCOUNT_TYPES);
  return { isOwn: stack.settings.ownsAccount ?? shownBy !== undefined, shownBy };
}

/** Settings that an account has once in each Region. */
export const REGIONAL_TYPES: readonly string[] = [
  "aws:accessanalyzer/analyzer:Analyzer",
  "aws:ebs/encryptionByDefault:EncryptionByDefault",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
];

/** A Region as far as the program names it: by its name, or by the provider that stands for it. */
export type Place = Maybe<string>;

/** The Regions in which the stack holds such settings: each of them needs all. Source: CIS AWS Foundations 3.0 §1.20, §2.2.1. */
export function settledPlaces(stack: Stack): readonly Place[] {
  return [...new Set(stack.ofTypes(REGIONAL_TYPES).map((setting) => placeOf(stack, setting)))];
}

/** Where a setting stands. */
export function placeOf(stack: Stack, setting: Resource): Place {
  return stack.given(setting).text("region") ?? setting.provider?.region ?? setting.provider?.urn ?? DEFAULT_PLACE;
}

const DEFAULT_PLACE = "the provider's Region";
