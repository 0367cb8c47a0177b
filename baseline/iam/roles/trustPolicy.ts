import type { Problem } from "../../email/emailDomainCheck.js";
import { UNKNOWN, type Maybe } from "../../unknown.js";
import { accountOf, readArn } from "../arn.js";
import { checkConditions } from "../checkConditions.js";
import { checkPublicTrust } from "../checkEveryone.js";
import { checkNames } from "../checkNames.js";
import { checkSize, SIZE_LIMITS } from "../documentSize.js";
import { parseDocument } from "../parseDocument.js";
import type { RoleAccount } from "./roleAccount.js";
import { namesSource, sourceArnOf } from "./sourceServices.js";
import { single } from "./statement.js";

/** Who may take a role on. */
export interface RoleTrust {
  /** AWS services: `ecs-tasks.amazonaws.com`. */
  readonly services: readonly string[];
  /** ARNs of roles, users and accounts, or accounts' numbers. */
  readonly principals: readonly Maybe<string>[];
  /** What the services come for; empty for anything of the account. */
  readonly sourceArns: readonly Maybe<string>[];
  /** What another company's account must give. */
  readonly externalId: string | undefined;
  /** Whether people must have given a second factor within the last hour. */
  readonly requireMfa: boolean;
}

/** A second factor that is older does not open a role. Source: AWS IAM User Guide, "Secure API access with MFA". */
const MFA_SECONDS = 3600;
const VERSION = "2012-10-17";

/** The trust policy, as an object in which unknown principals stay unknown. */
export function trustPolicy(trust: RoleTrust, { account, partition }: RoleAccount): Record<string, unknown> {
  const statements = trust.services.map((service) => {
    const usual = sourceArnOf(service, partition, account);
    const sources = trust.sourceArns.length > 0 ? trust.sourceArns : usual === undefined ? [] : [usual];
    const isSaid = namesSource(service) || trust.sourceArns.length > 0;
    return {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(isSaid && {
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ...(sources.length > 0 && { ArnLike: { "aws:SourceArn": single(sources) } }),
        },
      }),
    };
  });
  if (trust.principals.length === 0) return { Version: VERSION, Statement: statements };
  const conditions = {
    ...(trust.requireMfa && {
      // `Bool`, never `BoolIfExists`: long-lived keys carry no such key, so that would let them in.
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(MFA_SECONDS) },
    }),
    ...(trust.externalId !== undefined && { StringEquals: { "sts:ExternalId": trust.externalId } }),
  };
  const people = {
    Effect: "Allow",
    Principal: { AWS: single(trust.principals) },
    Action: "sts:AssumeRole",
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
  return { Version: VERSION, Statement: [...statements, people] };
}

/** What is wrong with it, in the input's terms. */
export function trustProblems(trust: RoleTrust, account: RoleAccount): Problem[] {
  const { services, principals, sourceArns, externalId, requireMfa } = trust;
  const at = (property: string, reason: string): Problem => ({ property: `trust.${property}`, reason });
  const problems: Problem[] = [];
  if (services.length + principals.length === 0) {
    problems.push({ property: "trust", reason: "It names nobody; give services or principals that take the role on." });
  }
  for (const [index, source] of sourceArns.entries()) {
    if (source !== UNKNOWN && readArn(source)?.partition !== account.partition) {
      problems.push(at(`sourceArns[${index}]`, `"${source}" is no ARN of the partition ${account.partition}.`));
    }
  }
  if (sourceArns.length > 0 && services.length === 0) {
    problems.push(at("sourceArns", "They are what services come for, but trust.services is empty."));
  }
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    problems.push(at("externalId", "It needs 2 to 1,224 letters, digits or characters of +=,.@:/-_ (AWS STS API)."));
  }
  for (const [index, principal] of principals.entries()) {
    if (principal === UNKNOWN) continue;
    const place = `principals[${index}]`;
    const arn = readArn(principal);
    if (arn && arn.partition !== account.partition) {
      problems.push(at(place, `"${principal}" lies in another partition than the role (${account.partition}).`));
    } else if (requireMfa && arn && /^(?:role|assumed-role)\//.test(arn.resource)) {
      const reason = `"${principal}" is a role, whose sessions carry no second factor: set requireMfa to false, and demand it where that role is taken on.`;
      problems.push(at(place, reason));
    }
  }
  const document = trustPolicy(trust, account);
  const parsed = parseDocument(document, "trust");
  if (services.length + principals.length === 0) return problems;
  if (!parsed.ok) return [...problems, ...parsed.errors.map(({ message }) => ({ property: "trust", reason: message }))];
  const findings = [checkPublicTrust, checkNames, checkConditions].flatMap((check) =>
    check(parsed.value, "the trust policy"),
  );
  for (const finding of findings) {
    if (finding !== UNKNOWN) problems.push({ property: "trust", reason: `${finding.message} ${finding.fix}` });
  }
  const size = checkSize(JSON.stringify(document), SIZE_LIMITS.trustPolicy);
  return size === undefined ? problems : [...problems, { property: "trust", reason: size }];
}

/** Weaker choices, as sentences. */
export function trustExceptions({ principals, requireMfa, services }: RoleTrust, { account }: RoleAccount): string[] {
  const known = principals.filter((principal) => principal !== UNKNOWN);
  const strangers = [...new Set(known.map(accountOf).filter((number) => number !== undefined && number !== account))];
  const whole = known.filter((principal) => /^[0-9]{12}$/.test(principal) || principal.endsWith(":root"));
  return [
    ...(principals.length > 0 && !requireMfa
      ? ["trust.requireMfa is false: nobody has to give a second factor to take the role on."]
      : []),
    ...strangers.map((number) => `trust.principals lets in the account ${number}, which is not the role's own.`),
    ...whole.map((one) => `trust.principals names ${one} whole: its administrators decide who takes the role on.`),
    ...services
      .filter((service) => !namesSource(service))
      .map(
        (service) =>
          `trust.services: ${service} does not say what it comes for, so no condition binds it to this account.`,
      ),
  ];
}
