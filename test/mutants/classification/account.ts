import type { Mutant } from "../mutant.js";
import { tests } from "./statements.js";
import { absent, beyond, oneOf, within, type Entry } from "./entry.js";

const PASSWORDS = ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"];

/** Settings that an account has once. */
export const account: readonly Entry[] = [
  {
    types: PASSWORDS,
    places: ["minimumPasswordLength"],
    to: within(14, 128),
    is: "benign",
    because: "Longer passwords (CIS AWS Foundations 1.8: at least 14).",
  },
  {
    types: PASSWORDS,
    places: ["minimumPasswordLength"],
    to: beyond(6, 128),
    is: "neutral",
    because: "IAM takes 6 to 128.",
  },
  {
    types: PASSWORDS,
    places: ["passwordReusePrevention"],
    to: beyond(1, 24),
    is: "neutral",
    because: "IAM takes 1 to 24.",
  },
  {
    types: PASSWORDS,
    places: ["hardExpiry", "allowUsersToChangePassword"],
    is: "neutral",
    because: "Whether people can mend an expired password themselves.",
  },
  { types: PASSWORDS, places: ["requireSymbols"], to: oneOf(true), is: "benign", because: "Stricter." },
  { types: ["aws:accessanalyzer/*"], places: ["analyzerName"], is: "neutral", because: "What it is called." },
  {
    types: ["aws:accessanalyzer/*"],
    places: ["configuration.unusedAccess.unusedAccessAge"],
    to: within(1, 90),
    is: "benign",
    because: "Sooner than 90 days (CIS AWS Foundations 1.12: 45).",
  },
  {
    types: ["aws:accessanalyzer/*"],
    places: ["configuration.unusedAccess.unusedAccessAge"],
    to: beyond(1, 365),
    is: "neutral",
    because: "IAM Access Analyzer takes 1 to 365 days.",
  },
  {
    ...{ types: ["aws:accessanalyzer/*"], places: ["type"], operators: ["delete", "text"], is: "neutral" },
    because:
      "The provider takes none of its types but those that there are; ACCOUNT is its default, and AWS refuses a configuration of unused access for it.",
  },
  {
    ...{ types: ["aws:accessanalyzer/*"], places: [""], operators: ["remove"], is: "unjudgeable" },
    when: ({ resource }) => String(resource.inputs["type"]).endsWith("_UNUSED_ACCESS"),
    because:
      "What is gone looks as if it had never been, and no benchmark asks for it: CIS AWS Foundations 1.20 and AWS Security Hub IAM.28 ask for external access, since AWS charges for unused access by the role and user.",
  },
  {
    ...{ types: ["aws:iam/securityTokenServicePreferences:*"], places: [""], operators: ["remove"], is: "neutral" },
    because: "v1Token is AWS's own default (IAM User Guide, Manage AWS STS in an AWS Region).",
  },
  {
    types: ["aws:ebs/encryptionByDefault:*"],
    places: ["enabled"],
    to: absent,
    is: "benign",
    because: "True by default.",
  },
  {
    ...{ types: ["aws:iam/organizationsFeatures:*"], places: [""], operators: ["remove"], is: "unjudgeable" },
    because:
      "What is gone looks as if it had never been: that the stack's account is the management account of an organisation, the only one that can have it, stands nowhere else (IAM User Guide, Centrally manage root access).",
  },
  {
    ...{ types: ["aws:iam/organizationsFeatures:*"], places: ["enabledFeatures"], operators: ["add"], is: "neutral" },
    because: "IAM takes the features that there are alone.",
  },
  {
    ...{ types: ["aws:iam/organizationsFeatures:*"], places: ["enabledFeatures[]"], operators: ["delete", "choice"] },
    ...{ when: ({ from }) => from === "RootSessions", is: "neutral" },
    because:
      "Without root sessions nobody mends what only a root user can; its credentials stay away (IAM User Guide, Centrally manage root access).",
  },
  // Boundaries. Source: AWS Service Authorization Reference, condition keys of AWS Identity and Access Management.
  {
    ...{ types: ["aws:iam/policy:*"], places: ["policy:Allow.Action", "policy:Allow.NotAction"] },
    ...{ operators: ["widen", "turn"], when: tests(/^StringEquals iam:PassedToService$/), is: "neutral" },
    because:
      "Of all requests that for iam:PassRole alone carries iam:PassedToService, so that a statement which tests it allows no other action, whichever it names.",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Action"], operators: ["widen"] },
    ...{ when: (mutant) => mutant.detail.endsWith("sts:*") && holdsWholeService(mutant), is: "unjudgeable" },
    because:
      "A policy of the role allows all of a service already, which the pack lets pass by an exemption alone: of a rule and a role until a day, whatever the value. People read those, and the pack names each.",
  },
  // Tokens of Cloudflare.
  {
    ...{ types: ["cloudflare:index/accountToken:AccountToken"], places: ["condition.requestIp.ins[]"] },
    ...{ operators: ["text"], to: (value) => !/^[\d.:a-f]+(?:\/\d+)?$/i.test(String(value)), is: "neutral" },
    because: "Cloudflare takes networks in CIDR notation alone (Cloudflare API, Create Token, condition.request_ip).",
  },
];

/** Whether an inline policy of the role allows every action of a service. */
function holdsWholeService({ program, resource }: Mutant): boolean {
  return program.some(
    ({ type, inputs }) =>
      type === "aws:iam/rolePolicy:RolePolicy" &&
      inputs["role"] === resource.inputs["name"] &&
      /"Action":"\w+:\*"/.test(
        typeof inputs["policy"] === "string" ? inputs["policy"] : JSON.stringify(inputs["policy"]),
      ),
  );
}
