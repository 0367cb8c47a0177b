import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type { Key } from "@pulumi/aws/kms/key";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import { validatorPolicy } from "../../baseline/backup/rolePolicies.js";
import type { BackupContext } from "./backupContext.js";

/** Days that the function's log is kept: a year of what every restore test said. */
const LOG_RETENTION = 365;

/** The function that checks what restore tests restored. */
export function createValidationFunction(
  { parent, name, tags }: BackupContext,
  { resourceTypes }: BackupProgramInput,
  { names }: BackupProgram,
  { key, planArn }: { readonly key: Key; readonly planArn: pulumi.Output<string> },
): LambdaFunction {
  const { region } = names;
  const role = new Role(
    `${name}-validation-role`,
    {
      name: names.validator,
      description: `Validates the restore tests of ${names.prefix}.`,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
      tags,
    },
    { parent },
  );
  const policy = new RolePolicy(
    `${name}-validation-role-policy`,
    { role: role.name, name: "validation", policy: validatorPolicy(names) },
    { parent },
  );
  const log = new LogGroup(
    `${name}-validation-log`,
    { region, name: names.logGroup, kmsKeyId: key.arn, retentionInDays: LOG_RETENTION, tags },
    { parent },
  );
  return new LambdaFunction(
    `${name}-validation`,
    {
      region,
      name: names.validator,
      description: `Validates the restore tests of ${names.prefix}.`,
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset(bundle()) }),
      memorySize: 256,
      timeout: 120,
      environment: {
        variables: {
          PLAN_NAME: names.restoreTest,
          PLAN_ARN: planArn,
          RESOURCE_TYPES: [...resourceTypes].sort().join(","),
        },
      },
      tags,
    },
    { parent, dependsOn: [policy, log] },
  );
}

/** `npm run build` bundles it into `dist`, beside the compiled components. */
function bundle(): string {
  const root = path.resolve(__dirname, "../..");
  const compiled = path.basename(root) === "dist" ? root : path.join(root, "dist");
  return path.join(compiled, "functions/restoreValidation/index.js");
}
