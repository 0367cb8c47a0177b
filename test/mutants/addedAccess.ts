import type { Registered } from "../support/program.js";
import { documentOf, FOREIGN_ACCOUNT, idOf, type Addition } from "./addition.js";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const EVERYBODY = { Effect: "Allow", Principal: "*" };
const FOREIGNER = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` } };

const ofRole = (role: Registered): Addition[] => {
  const name = idOf(role, "name");
  const inline = (detail: string, statement: object): Addition => ({
    ...{ detail, type: "aws:iam/rolePolicy:RolePolicy", from: "role" },
    inputs: { role: name, name: "more", policy: documentOf({ Effect: "Allow", ...statement }) },
  });
  return [
    {
      ...{ detail: "AdministratorAccess attached", type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment" },
      ...{ inputs: { role: name, policyArn: ADMINISTRATOR }, from: "role" },
    },
    inline("a policy of every action", { Action: "*", Resource: "*" }),
    inline("a policy to write policies", { Action: "iam:PutRolePolicy", Resource: "*" }),
    inline("a policy to read every secret", { Action: "secretsmanager:GetSecretValue", Resource: "*" }),
    {
      ...{ detail: "a role that another account takes on", type: "aws:iam/role:Role" },
      inputs: {
        ...{ name: "partner", managedPolicyArns: [ADMINISTRATOR] },
        assumeRolePolicy: documentOf({ ...FOREIGNER, Action: "sts:AssumeRole" }),
      },
    },
  ];
};

const ofProvider = (provider: Registered): Addition[] => [
  {
    ...{ detail: "a role for every token of the provider", type: "aws:iam/role:Role" },
    inputs: {
      name: "any-job",
      assumeRolePolicy: documentOf({
        ...{
          Effect: "Allow",
          Principal: { Federated: idOf(provider, "arn") },
          Action: "sts:AssumeRoleWithWebIdentity",
        },
        Condition: {
          StringEquals: {
            [`${String(provider.inputs["url"]).replace("https://", "")}:aud`]: "sts.amazonaws.com",
          },
        },
      }),
    },
  },
];

/** A policy of a resource, for everybody and for another account. */
const shared =
  (type: string, property: string, action: string, of = "arn") =>
  (resource: Registered): Addition[] =>
    [EVERYBODY, FOREIGNER].map((who, index) => ({
      ...{ detail: `a policy for ${index === 0 ? "everybody" : "another account"}`, type, from: property },
      inputs: {
        [property]: idOf(resource, of),
        policy: documentOf({ ...who, Action: action, Resource: idOf(resource, "arn") }),
        ...(type.includes("sesv2") ? { policyName: "more" } : {}),
      },
    }));

const ofKey = (key: Registered): Addition[] => [
  ...shared("aws:kms/keyPolicy:KeyPolicy", "keyId", "kms:Decrypt", "keyId")(key),
  {
    ...{ detail: "a grant to another account", type: "aws:kms/grant:Grant", from: "keyId" },
    inputs: {
      ...{ keyId: idOf(key, "keyId"), operations: ["Decrypt"] },
      granteePrincipal: `arn:aws:iam::${FOREIGN_ACCOUNT}:root`,
    },
  },
];

const ofFunction = (fn: Registered): Addition[] => [
  {
    ...{ detail: "a URL that asks for no signature", type: "aws:lambda/functionUrl:FunctionUrl", from: "functionName" },
    inputs: { functionName: idOf(fn, "name"), authorizationType: "NONE" },
  },
  ...["*", FOREIGN_ACCOUNT].map((principal) => ({
    ...{ detail: `may be called by ${principal}`, type: "aws:lambda/permission:Permission", from: "function" },
    inputs: { function: idOf(fn, "name"), action: "lambda:InvokeFunction", principal },
  })),
];

/** What is added beside resources that hold rights, or that a policy opens. */
export const addedAccess: Readonly<Record<string, (resource: Registered) => Addition[]>> = {
  "aws:iam/role:Role": ofRole,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ofProvider,
  "aws:kms/key:Key": ofKey,
  "aws:lambda/function:Function": ofFunction,
  "aws:sns/topic:Topic": shared("aws:sns/topicPolicy:TopicPolicy", "arn", "sns:Publish"),
  "aws:sqs/queue:Queue": shared("aws:sqs/queuePolicy:QueuePolicy", "queueUrl", "sqs:ReceiveMessage", "url"),
  "aws:backup/vault:Vault": shared(
    "aws:backup/vaultPolicy:VaultPolicy",
    "backupVaultName",
    "backup:CopyFromBackupVault",
    "name",
  ),
  "aws:dynamodb/table:Table": shared("aws:dynamodb/resourcePolicy:ResourcePolicy", "resourceArn", "dynamodb:Scan"),
  "aws:sesv2/emailIdentity:EmailIdentity": shared(
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
    "emailIdentity",
    "ses:SendEmail",
    "emailIdentity",
  ),
};
