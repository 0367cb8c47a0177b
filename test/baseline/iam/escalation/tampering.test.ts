import { describe, expect, test } from "vitest";
import { iamWritesIn, isIamWrite, tamperingIn, tampersWith } from "../../../../baseline/iam/escalation/tampering.js";

describe("tampering", () => {
  test.each([
    ["cloudtrail:StopLogging", "logs"],
    ["cloudtrail:PutEventSelectors", "logs"],
    ["CLOUDTRAIL:deletetrail", "logs"],
    ["logs:DeleteLogGroup", "logs"],
    ["logs:PutRetentionPolicy", "logs"],
    ["ec2:DeleteFlowLogs", "logs"],
    ["wafv2:DeleteLoggingConfiguration", "logs"],
    ["route53:DeleteQueryLoggingConfig", "logs"],
    ["backup:DeleteRecoveryPoint", "backups"],
    ["backup:PutBackupVaultAccessPolicy", "backups"],
    ["backup:DeleteBackupVaultLockConfiguration", "backups"],
    ["rds:DeleteDBClusterSnapshot", "backups"],
    ["dynamodb:DeleteBackup", "backups"],
    ["ec2:DeleteSnapshot", "backups"],
    ["s3:BypassGovernanceRetention", "backups"],
    ["guardduty:DeleteDetector", "securityService"],
    ["guardduty:UpdateDetector", "securityService"],
    ["config:StopConfigurationRecorder", "securityService"],
    ["securityhub:DisableSecurityHub", "securityService"],
    ["organizations:LeaveOrganization", "securityService"],
    ["access-analyzer:DeleteAnalyzer", "securityService"],
    ["kms:ScheduleKeyDeletion", "key"],
    ["kms:DisableKey", "key"],
  ])("%s takes away: %s", (action, safeguard) => {
    expect(tampersWith(action)).toBe(safeguard);
  });

  test.each([
    ...["cloudtrail:StartLogging", "cloudtrail:CreateTrail", "cloudtrail:GetTrail", "cloudtrail:CancelQuery"],
    ...["backup:StartBackupJob", "backup:ListRecoveryPointsByBackupVault", "backup:CreateBackupVault"],
    ...["guardduty:GetDetector", "guardduty:CreateDetector", "guardduty:DeclineInvitations", "logs:PutLogEvents"],
    ...[
      "kms:Decrypt",
      "kms:CancelKeyDeletion",
      "kms:DeleteAlias",
      "s3:DeleteObject",
      "ec2:CreateSnapshot",
      "sqs:DeleteMessage",
    ],
    ...["dynamodb:DeleteItem", "lambda:DeleteFunction", "no:Such", "cloudtrail:*"],
  ])("%s is no tampering", (action) => {
    expect(tampersWith(action)).toBeUndefined();
  });

  test("is looked for in what a pattern means", () => {
    expect(tamperingIn("cloudtrail:Stop*")).toEqual([
      "cloudtrail:StopEventDataStoreIngestion",
      "cloudtrail:StopLogging",
    ]);
    expect(tamperingIn("s3:Get*")).toEqual([]);
    expect(tamperingIn("*").length).toBeGreaterThan(250);
  });
});

describe("writes of IAM", () => {
  test.each([
    ...[
      "iam:CreateRole",
      "iam:PutRolePolicy",
      "iam:attachuserpolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:CreateAccessKey",
    ],
    ...["iam:DeleteRolePermissionsBoundary", "iam:CreateOpenIDConnectProvider", "iam:AddRoleToInstanceProfile"],
  ])("%s is one", (action) => {
    expect(isIamWrite(action)).toBe(true);
  });

  test.each([
    ...[
      "iam:GetRole",
      "iam:ListUsers",
      "iam:PassRole",
      "iam:CreateServiceLinkedRole",
      "iam:ChangePassword",
      "iam:TagRole",
    ],
    ...["iam:UploadServerCertificate", "s3:PutBucketPolicy", "sts:AssumeRole", "iam:Put*"],
  ])("%s is none", (action) => {
    expect(isIamWrite(action)).toBe(false);
  });

  test("are looked for in what a pattern means", () => {
    expect(iamWritesIn("iam:Put*Policy")).toEqual(["iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy"]);
    expect(iamWritesIn("s3:*")).toEqual([]);
  });
});
