import { readFileSync } from "node:fs";
import { join } from "node:path";
import { actionFacts, expandActions } from "../../../../baseline/iam/actions.js";
import type { PolicyDocument } from "../../../../baseline/iam/document.js";
import { findEscalations } from "../../../../baseline/iam/escalation/findEscalations.js";
import type { HeldDocument, Holdings } from "../../../../baseline/iam/holdings.js";
import { parseDocument } from "../../../../baseline/iam/parseDocument.js";

/**
 * Published ways to escalate: the permissions that each needs, and nothing else of the catalogues. Those that are held
 * back were not looked at before the knowledge in baseline/iam/escalation was written and counted.
 */
export interface PublishedPath {
  readonly source: string;
  readonly id: string;
  readonly heldBack: boolean;
  readonly actions: readonly string[];
}
export const PUBLISHED = JSON.parse(
  readFileSync(join(__dirname, "publishedPaths.json"), "utf8"),
) as readonly PublishedPath[];

const ACCOUNT = "111122223333";

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export function documentOf(...statements: readonly object[]): PolicyDocument {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: statements }, "identity");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.value;
}

/** What a role of this name holds: documents of one or several statements, and a boundary. */
export function holdingsOf(documents: readonly (readonly object[])[], boundary?: readonly object[]): Holdings {
  return {
    principal: `arn:aws:iam::${ACCOUNT}:role/ci`,
    documents: documents.map((statements, index): HeldDocument => ({
      source: `policy ${index + 1}`,
      document: documentOf(...statements),
    })),
    boundary: boundary && { source: "boundary", document: documentOf(...boundary) },
    unread: [],
  };
}

export type Verdict = "found" | "possible" | "none";

export function verdictOn(holdings: Holdings): Verdict {
  const found = findEscalations(holdings);
  return found.some(({ isCertain }) => isCertain) ? "found" : found.length > 0 ? "possible" : "none";
}

const allow = (actions: string | readonly string[], resource: string | readonly string[] = "*"): Statement => ({
  Effect: "Allow",
  Action: actions,
  Resource: resource,
});
const deny = (actions: string | readonly string[], resource = "*"): Statement => ({
  Effect: "Deny",
  Action: actions,
  Resource: resource,
});

/** The forms in which a path stands, and what is right to say of each. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "PassRole+CodeStar": "AWS has closed CodeStar, and IAM knows none of its actions any more",
  "iam:DeleteUserPermissionsBoundary":
    "gives nothing by itself: it is found where a boundary stops something that the holder could do without",
  PassExistingRoleToNewDataPipeline:
    "possible, not certain: an empty pipeline runs nothing, so someone has to fill it with PutPipelineDefinition",
  AgentCoreBrowserSessionConnect:
    "on named resources it is found as well: AWS lets no policy name the browser that is connected to",
  "PassRole+AgentCoreCreateBrowser+ConnectBrowser": "as the one before",
};

export const FORMS: readonly {
  readonly name: string;
  readonly escalates: boolean;
  holdings(path: PublishedPath): Holdings;
}[] = [
  { name: "one document", escalates: true, holdings: ({ actions }) => holdingsOf([[allow(actions)]]) },
  {
    name: "split over documents",
    escalates: true,
    holdings: ({ actions }) => holdingsOf(actions.map((action) => [allow(action)])),
  },
  {
    name: "through a user's group",
    escalates: true,
    holdings: ({ actions }) => {
      const held = holdingsOf([[allow("s3:ListAllMyBuckets")], [allow(actions)]]);
      const [own, group] = held.documents.map(({ document }) => document);
      if (!own || !group) return held;
      const documents = [
        { source: "inline policy of user ann", document: own },
        { source: "inline policy of group deployers", document: group },
      ];
      return { ...held, principal: `arn:aws:iam::${ACCOUNT}:user/ann`, documents };
    },
  },
  {
    name: "by wildcards of actions",
    escalates: true,
    holdings: ({ actions }) =>
      holdingsOf([[allow(actions.map((action) => (action.endsWith("*") ? action : `${action.slice(0, -1)}?`)))]]),
  },
  {
    name: "below a boundary that lets it",
    escalates: true,
    holdings: ({ actions }) => holdingsOf([[allow(actions)]], [allow("*"), deny("s3:DeleteBucket")]),
  },
  {
    name: "with a Deny of a part",
    escalates: true,
    holdings: ({ actions }) => holdingsOf([[allow(actions), ...actions.flatMap((action) => denyOne(action))]]),
  },
  {
    name: "with a condition that stops nobody",
    escalates: true,
    holdings: ({ actions }) =>
      holdingsOf([
        [
          {
            ...allow(actions),
            Condition: {
              StringLike: { "aws:PrincipalArn": "*" },
              BoolIfExists: { "aws:MultiFactorAuthPresent": "true" },
            },
          },
        ],
      ]),
  },
  {
    name: "below a boundary that stops it",
    escalates: false,
    holdings: ({ actions }) => holdingsOf([[allow(actions)]], [allow(["s3:GetObject", "logs:PutLogEvents"])]),
  },
  { name: "with a Deny", escalates: false, holdings: ({ actions }) => holdingsOf([[allow(actions)], [deny(actions)]]) },
  {
    name: "on named resources",
    escalates: false,
    holdings: ({ actions }) =>
      holdingsOf([
        actions.map((action) => ({
          ...allow(action, named(action)),
          ...(action.toLowerCase() === "iam:passrole"
            ? { Condition: { StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "ec2.amazonaws.com"] } } }
            : {}),
        })),
      ]),
  },
];

/** The ARN of one resource of each type that an action is performed on; of its several forms the first. */
function named(action: string): string | readonly string[] {
  const types = expandActions(action).flatMap((name) => actionFacts(name)?.resourceTypes ?? []);
  const arns = types.flatMap((type) => type.arns.slice(0, 1));
  return arns.length === 0 ? "*" : [...new Set(arns.map(one))];
}

function one(arn: string): string {
  return arn
    .replace("${Partition}", "aws")
    .replace("${Region}", "eu-west-1")
    .replace("${Account}", ACCOUNT)
    .replace(/\$\{[^}]*\}/g, "weak")
    .replace(/\*/g, "weak");
}

function denyOne(action: string): readonly Statement[] {
  const arn = actionFacts(action)?.resourceTypes[0]?.arns[0];
  return arn === undefined ? [] : [deny(action, one(arn))];
}
