import * as pulumi from "@pulumi/pulumi";

const problems: string[] = [];

/** A value of the stack's configuration; a key without a colon belongs to the project. */
function read(key: string): string | undefined {
  const [name = "", namespace] = key.split(":").reverse();
  return new pulumi.Config(namespace).get(name);
}

function value(key: string, shape: RegExp, what: string, otherwise = ""): string {
  const given = read(key) ?? otherwise;
  if (!shape.test(given)) problems.push(`${key} is ${given === "" ? "missing" : `"${given}"`}. Needed: ${what}.`);
  return given;
}

const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const DIGITS = /^\d+$/;

export const domain = value("domain", HOST, "the shop's domain, for example fernwood.example");
export const cloudflareAccountId = value("cloudflareAccountId", /^[0-9a-f]{32}$/, "32 digits of hexadecimal");
export const plan = value("cloudflarePlan", /^(free|pro|business)$/, "free, pro or business", "free") as
  "free" | "pro" | "business";
export const originHost = value("originHost", HOST, "the host that serves the storefront, as fernwood.pages.dev");
export const loginPath = value("loginPath", /^\/[\w./-]*$/, "a path, for example /account/login", "/account/login");
export const googleDkimKey = value("googleDkimKey", /./, "the key that the Google admin console shows");

export const accountId = value("awsAccountId", /^\d{12}$/, "the number of the AWS account, 12 digits");
export const region = value("aws:region", REGION, "a Region, for example eu-west-1");
export const copyRegion = value("copyRegion", REGION, "a Region, for example eu-central-1", "eu-central-1");
export const deployerArn = value(
  "deployerArn",
  /^arn:aws:iam::\d{12}:(role|user)\/\S+$/,
  "the ARN of the role or user that runs pulumi up",
);
export const breakGlassUser = value("breakGlassUser", /^[\w+=,.@-]+$/, "the name of an IAM user", "break-glass");

/** The repository whose workflows deploy the order service; without it, no workflow does. */
export const github = read("githubRepository") === undefined ? undefined : repository();

function repository(): { owner: string; ownerId: string; name: string; id: string } {
  const [owner = "", name = ""] = value("githubRepository", /^[\w.-]+\/[\w.-]+$/, "OWNER/NAME").split("/");
  const ownerId = value("githubOwnerId", DIGITS, "what gh api users/OWNER --jq .id prints");
  return {
    owner,
    ownerId,
    name,
    id: value("githubRepositoryId", DIGITS, "what gh api repos/OWNER/NAME --jq .id prints"),
  };
}

/** The network of the customer database; without it, there is none. */
export const database = read("databaseSubnetGroup") === undefined ? undefined : network();

function network(): { subnetGroupName: string; securityGroupIds: string[] } {
  return {
    subnetGroupName: value("databaseSubnetGroup", /^[\w. -]+$/, "the name of a subnet group"),
    securityGroupIds: [value("databaseSecurityGroup", /^sg-\w+$/, "the id of a security group")],
  };
}

if (problems.length > 0) {
  const stack = pulumi.getStack();
  throw new pulumi.RunError(
    `The configuration of the stack ${stack} is not complete. Write into Pulumi.${stack}.yaml, or with "pulumi config set KEY VALUE":\n  ` +
      problems.join("\n  "),
  );
}
