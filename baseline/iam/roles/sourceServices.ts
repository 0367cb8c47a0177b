/**
 * Services that say on whose behalf they take a role on, and what they come for: the part of `aws:SourceArn` after
 * `arn:aws:` with `*` for the Region and `@` for the account; `""` where AWS documents `aws:SourceAccount` alone.
 *
 * A service that is missing here, above all Amazon EC2, sends neither key with an instance's or a task's role, so a
 * condition on them would lock it out. It needs none either: a role is passed to a service within its own account only.
 *
 * Sources: the page "Cross-service confused deputy prevention" of each service's guide, or that of the role it needs;
 * AWS Lambda Developer Guide, "Working with AWS managed policies in the execution role"; Amazon ECS Developer Guide,
 * "Amazon ECS task IAM role".
 */
const SOURCES: Readonly<Record<string, string>> = {
  "backup.amazonaws.com": "",
  "bedrock.amazonaws.com": "bedrock:*:@:*",
  "cloudtrail.amazonaws.com": "cloudtrail:*:@:trail/*",
  "codebuild.amazonaws.com": "codebuild:*:@:project/*",
  "cognito-idp.amazonaws.com": "cognito-idp:*:@:userpool/*",
  "ecs-tasks.amazonaws.com": "ecs:*:@:*",
  "events.amazonaws.com": "events:*:@:*",
  "firehose.amazonaws.com": "firehose:*:@:deliverystream/*",
  "glue.amazonaws.com": "glue:*:@:*",
  "lambda.amazonaws.com": "",
  "logs.amazonaws.com": "logs:*:@:*",
  "pipes.amazonaws.com": "pipes:*:@:pipe/*",
  "sagemaker.amazonaws.com": "sagemaker:*:@:*",
  "scheduler.amazonaws.com": "scheduler:*:@:schedule-group/*",
  "ses.amazonaws.com": "ses:*:@:*",
  "states.amazonaws.com": "states:*:@:stateMachine:*",
  "transfer.amazonaws.com": "transfer:*:@:*",
  "vpc-flow-logs.amazonaws.com": "ec2:*:@:vpc-flow-log/*",
};

/** Whether the service says for which account it takes a role on. */
export function namesSource(service: string): boolean {
  return Object.hasOwn(SOURCES, service);
}

/** All that a service may come for in one account; `undefined` where it is not known to name it. */
export function sourceArnOf(service: string, partition: string, account: string): string | undefined {
  const source = Object.hasOwn(SOURCES, service) ? SOURCES[service] : undefined;
  return source ? `arn:${partition}:${source.replace("@", account)}` : undefined;
}
