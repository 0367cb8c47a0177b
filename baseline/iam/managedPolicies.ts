import type { PolicyDocument } from "./document.js";
import { parseDocument } from "./parseDocument.js";

/**
 * What AWS's own broad policies allow, as far as it changes anything or reads data; their further rights to list and
 * describe are left out. So these documents allow no more than the policy does.
 *
 * Source: AWS Managed Policy Reference Guide, a page for each.
 */
const STATEMENTS: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    { Effect: "Allow", Action: ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole"], Resource: "*" },
  ],
  IAMFullAccess: allow("iam:*"),
  AmazonCognitoPowerUser: allow("cognito-identity:*", "cognito-idp:*", "cognito-sync:*"),
  AmazonDynamoDBFullAccess: [
    ...allow("dynamodb:*"),
    passRole("application-autoscaling.amazonaws.com", "dax.amazonaws.com"),
  ],
  AmazonEC2FullAccess: allow("ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*"),
  AmazonECS_FullAccess: [...allow("ecs:*"), passRole("ecs-tasks.amazonaws.com")],
  AmazonKinesisFullAccess: allow("kinesis:*"),
  AmazonRDSFullAccess: allow("rds:*"),
  AmazonRoute53FullAccess: allow("route53:*", "route53domains:*"),
  AmazonS3FullAccess: allow("s3:*", "s3-object-lambda:*"),
  AmazonSESFullAccess: allow("ses:*"),
  AmazonSNSFullAccess: allow("sns:*"),
  AmazonSQSFullAccess: allow("sqs:*"),
  AmazonSSMFullAccess: allow("cloudwatch:PutMetricData", "ssm:*"),
  AWSBackupFullAccess: [...allow("backup:*", "backup-storage:*"), passRole("backup.amazonaws.com")],
  AWSCloudFormationFullAccess: allow("cloudformation:*"),
  AWSCodeBuildAdminAccess: allow("codebuild:*"),
  AWSLambda_FullAccess: [...allow("lambda:*"), passRole("lambda.amazonaws.com")],
  AWSOrganizationsFullAccess: allow("organizations:*"),
  AWSStepFunctionsFullAccess: allow("states:*"),
  CloudWatchEventsFullAccess: [
    ...allow("events:*", "schemas:*", "scheduler:*", "pipes:*"),
    passRole("events.amazonaws.com", "scheduler.amazonaws.com", "pipes.amazonaws.com"),
  ],
  CloudWatchFullAccess: allow("autoscaling:Describe*", "cloudwatch:*", "logs:*", "sns:*"),
  CloudWatchFullAccessV2: allow("cloudwatch:*", "logs:*", "sns:CreateTopic"),
  CloudWatchLogsFullAccess: allow("logs:*", "cloudwatch:GenerateQuery"),
  SecretsManagerReadWrite: allow("secretsmanager:*", "lambda:ListFunctions"),
};

function allow(...actions: string[]): object[] {
  return [{ Effect: "Allow", Action: actions, Resource: "*" }];
}

function passRole(...services: string[]): object {
  const Condition = { StringEquals: { "iam:PassedToService": services } };
  return { Effect: "Allow", Action: "iam:PassRole", Resource: "*", Condition };
}

const documents = new Map<string, PolicyDocument | undefined>();

/** The name of an AWS-managed policy, from its ARN; `undefined` for any other ARN. */
export function managedPolicyName(arn: string): string | undefined {
  return /^arn:[^:]+:iam::aws:policy\/(?:[^:]*\/)?([^/:]+)$/.exec(arn)?.[1];
}

/** What an AWS-managed policy allows, where that is known here. */
export function managedPolicyDocument(name: string): PolicyDocument | undefined {
  if (!documents.has(name)) {
    const parsed = Object.hasOwn(STATEMENTS, name)
      ? parseDocument({ Version: "2012-10-17", Statement: STATEMENTS[name] }, "identity")
      : undefined;
    documents.set(name, parsed?.ok ? parsed.value : undefined);
  }
  return documents.get(name);
}

/** Policies with another name that give whole services, or the rights of an administrator, on every resource. */
const BROAD: readonly string[] = [
  ...["AdministratorAccess", "PowerUserAccess", "AWSCodeBuildAdminAccess", "SecretsManagerReadWrite"],
  ...[
    "DatabaseAdministrator",
    "NetworkAdministrator",
    "SystemAdministrator",
    "DataScientist",
    "AmazonCognitoPowerUser",
  ],
  ...["AWSElasticBeanstalkService", "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy", "AmazonEC2RoleforSSM"],
];

/**
 * Whether an AWS-managed policy gives a whole service or more on every resource: those that AWS calls full access, and
 * those of administrators.
 */
export function isBroadManagedPolicy(name: string): boolean {
  return BROAD.includes(name) || /Full_?Access|^AdministratorAccess-/.test(name);
}
