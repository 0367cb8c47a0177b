import { accountOf } from "../../baseline/iam/arn.js";
import type { PolicyDocument } from "../../baseline/iam/document.js";
import { isAdministrator, regionsOfTrust } from "../../baseline/iam/administration.js";
import { usesOf } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { and, some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "../readers/iamDocuments.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { iamPrincipals } from "../readers/iamPrincipals.js";
import { ALARM_TYPES, EVENT_RULE, oneAccount, reachesSomebody, takesUse } from "../readers/roleUses.js";

const ROLE = "aws:iam/role:Role";
/** Where the global endpoint's calls are recorded. Source: AWS IAM User Guide, "AWS STS Regions and endpoints". */
const GLOBAL = "us-east-1";

export const unwatchedUse: Rule = {
  id: "IAM28",
  name: "iam-unwatched-use",
  title: "Every use of a role for emergencies raises an alarm that reaches somebody.",
  why: "The role may do anything, so nothing stops who takes it on unseen: an alarm with a gap looks like a watch and tells nobody.",
  fix: "Let a rule of EventBridge with all management events take AssumeRole and SwitchRole of the role in each Region that its trust policy names by aws:RequestedRegion, and send them to a topic with a subscription, whose policy and key let EventBridge in (BreakGlassRole does).",
  severity: "medium",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP03", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "10.4.1.1", strength: "partial" },
  ],
  types: [...IAM_TYPES, ...ALARM_TYPES],
  asksInputs: true,
  // A role for emergencies is an administrator's whose trust policy names Regions, or of which a rule tells already:
  // either shows that its use is meant to be watched. Without both it is an administrator of every day, for IAM05 and IAM13.
  checkStack(stack, verdict) {
    for (const { holdings, resource, subject } of stack.read(iamPrincipals).principals) {
      if (resource?.type !== ROLE || !isAdministrator(holdings)) continue;
      const [trust] = iamDocuments(resource).filter(({ kind }) => kind === "trust");
      if (!trust?.document || trust.document === UNKNOWN) continue; // IAM20 and others say so
      const at = { urn: resource.urn };
      const regions = regionsOfTrust(trust.document);
      if (regions === UNKNOWN) {
        verdict.undetermined(`Through which Regions ${subject} is taken on is not known yet.`, at);
        continue;
      }
      const arn = arnOf(stack, resource, trust.document);
      if (arn === undefined) {
        if (regions) verdict.undetermined(`In which account ${subject} stands is not known yet.`, at);
      } else if (regions === undefined) {
        if (!isTold(stack, arn, GLOBAL)) continue;
        const message = `A rule tells of uses of ${subject}, but it can be taken on through every Region, also where no rule listens: its trust policy has to name the Regions by aws:RequestedRegion.`;
        verdict.violation(message, at);
      } else {
        const gaps = gapsOf(stack, arn, regions);
        if (gaps.certain.length > 0)
          verdict.violation(`Nobody hears of a use of ${subject} ${gaps.certain.join(", ")}.`, at);
        else if (gaps.doubtful.length > 0) {
          verdict.undetermined(
            `Whether somebody hears of a use of ${subject} ${gaps.doubtful.join(", ")} is not known yet.`,
            at,
          );
        }
      }
    }
  },
};

function isTold(stack: Stack, arn: string, region: string): boolean {
  return stack.ofTypes([EVENT_RULE]).some((rule) => takesUse(stack, rule, arn, region) === true);
}

/** The ways into the role of which nobody hears: `by AssumeRole in us-east-1`. */
function gapsOf(stack: Stack, arn: string, regions: readonly string[]): { certain: string[]; doubtful: string[] } {
  const account = arn.split(":")[4] ?? "";
  const gaps = { certain: [] as string[], doubtful: [] as string[] };
  for (const region of regions) {
    for (const { way } of usesOf(arn, region)) {
      const heard: Maybe<boolean> = some(
        stack
          .ofTypes([EVENT_RULE])
          .map((rule) => and(takesUse(stack, rule, arn, region, way), reachesSomebody(stack, rule, region, account))),
      );
      if (heard === true) continue;
      (heard === false ? gaps.certain : gaps.doubtful).push(`${way} in ${region}`);
    }
  }
  return gaps;
}

/** At a preview the ARN follows from path, name and account, which is that of the people whom the trust policy names. */
function arnOf(stack: Stack, role: Resource, trust: PolicyDocument): string | undefined {
  const people = trust.statements.flatMap(({ principals }) => principals?.values ?? []);
  const accounts = new Set(people.map(({ name }) => (name === UNKNOWN ? undefined : accountOf(name))));
  const [account = oneAccount(stack)] = accounts.size === 1 ? accounts : [];
  const [name, path] = [role.text("name"), role.text("path") ?? "/"];
  if (account !== undefined && typeof name === "string" && typeof path === "string") {
    return `arn:aws:iam::${account}:role${path}${name}`;
  }
  const arn = role.text("arn");
  return typeof arn === "string" ? arn : undefined;
}
