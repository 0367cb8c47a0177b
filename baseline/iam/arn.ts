import { nearest } from "../nearest.js";

/** Source: AWS General Reference, "Amazon Resource Names (ARNs)", and the partitions that the AWS SDKs know. */
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];
const WILDCARD = /[*?]|\$\{/;

/** An ARN, or a pattern of one, in its fields. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon. */
  readonly resource: string;
}

/** Takes an ARN apart; `undefined` for a text with fewer than six fields or another beginning. */
export function readArn(text: string): Arn | undefined {
  const [prefix, partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  return prefix === "arn" && rest.length > 0
    ? { partition, service, region, account, resource: rest.join(":") }
    : undefined;
}

/** Name of the IAM user of this ARN, without its path; `undefined` for what is no user. */
export function userName(arn: string): string | undefined {
  const read = readArn(arn);
  return read?.service === "iam" && read.resource.startsWith("user/") ? read.resource.split("/").at(-1) : undefined;
}

/** The account of an ARN, or an account's number itself. */
export function accountOf(principal: string): string | undefined {
  return /^[0-9]{12}$/.test(principal) ? principal : readArn(principal)?.account;
}

/**
 * What is wrong with a pattern of ARNs, as a part of a sentence. Fields at the end may be missing: AWS completes them.
 * Refuses only what AWS refuses for every service.
 *
 * Source: AWS IAM User Guide, "IAM identifiers", and "IAM Access Analyzer policy check reference", checks on ARNs.
 */
export function arnFault(text: string): string | undefined {
  const [prefix, partition, service, region, account, resource] = text.split(":");
  if (prefix !== "arn") return 'it is no ARN: an ARN begins with "arn:"';
  if (/\s/.test(text.split(":").slice(0, 5).join(":"))) return "white space stands before its resource";
  if (partition === undefined || partition === "" || service === "") return "it names no partition and service";
  if (!WILDCARD.test(partition) && !PARTITIONS.includes(partition)) {
    return `AWS has no partition ${JSON.stringify(partition)}${nearest(partition, PARTITIONS)}`;
  }
  if (service !== undefined && /[A-Z]/.test(service))
    return `its service ${JSON.stringify(service)} is not in lower case`;
  // A star reaches over colons, so what follows it may be another field than it seems.
  if (`${partition}${service ?? ""}`.includes("*")) return undefined;
  if (region !== undefined && !WILDCARD.test(region) && !/^[a-z0-9-]*$/.test(region)) {
    return `${JSON.stringify(region)} is no region`;
  }
  if (region?.includes("*") === true) return undefined;
  if (account === undefined || resource === undefined || WILDCARD.test(account)) return undefined;
  if (/^([0-9]{12}|[a-z][a-z-]*)?$/.test(account)) return undefined;
  return `${JSON.stringify(account)} is no account: an account has 12 digits`;
}

/** The partition of a Region: `aws-cn` of `cn-north-1`. Source: AWS General Reference, "Amazon Resource Names (ARNs)". */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
