import { AccountGuardrails, allow, BreakGlassRole, GithubDeployRole, OrderServiceRole } from "storefront-baseline";
import { accountId, breakGlassUser, copyRegion, domain, github, region } from "./settings";

const service = "order-service";
export const ordersTableName = "orders";

// An account has each of these once: where another stack holds them already, leave them out there or here.
new AccountGuardrails("account", { regions: [region, copyRegion] });

export const breakGlass = new BreakGlassRole("break-glass", {
  accountId,
  users: [`arn:aws:iam::${accountId}:user/${breakGlassUser}`],
  notify: [`security@${domain}`],
  regions: ["us-east-1", region].filter((name, index, all) => all.indexOf(name) === index),
});

export const orderService = new OrderServiceRole(service, {
  accountId,
  trust: { services: ["lambda.amazonaws.com"] },
  ordersTableArn: `arn:aws:dynamodb:${region}:${accountId}:table/${ordersTableName}`,
  // KMS takes no key policy that names a role which does not exist yet, so the role comes first and cannot name the key.
  // It uses keys through DynamoDB alone, where it reaches this one table; and the key must let it in, too: see data.ts.
  tableKeyArn: `arn:aws:kms:${region}:${accountId}:key/*`,
  logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${service}`,
});

export const deploy = github && deployRole(github);

function deployRole(repository: NonNullable<typeof github>): GithubDeployRole {
  const code = `arn:aws:s3:::${service}-code-${accountId}`;
  return new GithubDeployRole("deploy", {
    accountId,
    repository,
    apply: { environment: "production", permissions: [allow("s3:PutObject").on(`${code}/*`)] },
    plan: {
      environment: "preview",
      permissions: [
        allow("dynamodb:DescribeTable").on(`arn:aws:dynamodb:${region}:${accountId}:table/${ordersTableName}`),
      ],
    },
  });
}
