import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { RESOURCE_TYPES } from "../../baseline/backup/resourceTypes.js";
import { restoreTestPattern } from "../../baseline/backup/alerts.js";
import { CHECKS } from "../../functions/restoreValidation/checks.js";
import { createClients } from "../../functions/restoreValidation/clients.js";
import { handle, planOf } from "../../functions/restoreValidation/index.js";
import { restoreDone, SCHEDULED } from "./restoreEvents.js";

const NOW = new Date("2026-11-22T06:15:00Z");
const PLAN = {
  name: "backups_dev",
  arn: "arn:aws:backup:eu-west-1:123456789012:restore-testing-plan:backups_dev-0f0e2c5c",
  types: ["DynamoDB", "S3"],
};

/** What AWS answers, by command; a function sees the command's input. */
type Answers = Readonly<Record<string, unknown>>;
interface Sent {
  readonly command: string;
  readonly input: Record<string, unknown>;
}
interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

/** Calls the function with clients that answer from a table; a command that is not in it is an error. */
async function call(event: unknown, answers: Answers): Promise<{ sent: Sent[]; printed: Record<string, unknown>[] }> {
  const sent: Sent[] = [];
  const send = ({ constructor, input }: Command): Promise<unknown> => {
    const command = constructor.name.replace(/Command$/, "");
    sent.push({ command, input });
    if (command === "PutRestoreValidationResult") return Promise.resolve({});
    const answer = answers[command];
    if (answer === undefined) throw new Error(`no test expects ${command}`);
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(typeof answer === "function" ? (answer as (given: unknown) => unknown)(input) : answer);
  };
  const client = { send } as never;
  const clients = { backup: client, dynamodb: client, ec2: client, efs: client, rds: client, s3: client };
  const printed: Record<string, unknown>[] = [];
  const print = (line: string): void => void printed.push(JSON.parse(line) as Record<string, unknown>);
  await handle(event, { clients, plan: PLAN, now: () => NOW, print });
  return { sent, printed };
}

/** The status and message that AWS Backup was told. */
async function told(type: string, answers: Answers): Promise<string> {
  const { sent } = await call(restoreDone(type), answers);
  const result = sent.find(({ command }) => command === "PutRestoreValidationResult")?.input ?? {};
  expect(result["RestoreJobId"]).toBe("E3F6E3D8-4C40-9A1B-8C2D-1F0E9D8C7B6A");
  return `${String(result["ValidationStatus"])} ${String(result["ValidationStatusMessage"])}`;
}

const awsError = (name: string, more: object = {}): Error => Object.assign(new Error("secret text"), { name, ...more });
const active = { Table: { TableStatus: "ACTIVE" } };
const body = { transformToByteArray: () => Promise.resolve(new Uint8Array([1])) };

describe("a restore", () => {
  test.each<[string, string, Answers]>([
    ["DynamoDB", "The table is ACTIVE and gives items.", { DescribeTable: active, Scan: { Count: 1 } }],
    [
      "S3",
      "The bucket has objects, and the first can be read.",
      { ListObjectsV2: { Contents: [{ Key: "logo.svg", Size: 12 }] }, GetObject: { Body: body } },
    ],
    [
      "RDS",
      "The database is available with 20 GiB.",
      { DescribeDBInstances: { DBInstances: [{ DBInstanceStatus: "available", AllocatedStorage: 20 }] } },
    ],
    ["Aurora", "The cluster is available.", { DescribeDBClusters: { DBClusters: [{ Status: "available" }] } }],
    ["DocumentDB", "The cluster is available.", { DescribeDBClusters: { DBClusters: [{ Status: "available" }] } }],
    ["Neptune", "The cluster is available.", { DescribeDBClusters: { DBClusters: [{ Status: "available" }] } }],
    ["EBS", "The volume is available with 8 GiB.", { DescribeVolumes: { Volumes: [{ State: "available", Size: 8 }] } }],
    [
      "EC2",
      "The instance is running.",
      { DescribeInstances: { Reservations: [{ Instances: [{ State: { Name: "running" } }] }] } },
    ],
    [
      "EFS",
      "The file system is available with 6144 bytes.",
      { DescribeFileSystems: { FileSystems: [{ LifeCycleState: "available", SizeInBytes: { Value: 6144 } }] } },
    ],
  ])("of %s that holds its data is validated", async (type, message, answers) => {
    expect(await told(type, answers)).toBe(`SUCCESSFUL ${message}`);
  });

  test.each<[string, string, Answers]>([
    ["DynamoDB", "The table is CREATING, not ACTIVE.", { DescribeTable: { Table: { TableStatus: "CREATING" } } }],
    [
      "DynamoDB",
      "The table is empty, and its source has 3 items.",
      {
        DescribeTable: ({ TableName }: { TableName: string }) => ({
          Table: { TableStatus: "ACTIVE", ItemCount: TableName.endsWith("table/orders") ? 3 : 0 },
        }),
        Scan: { Count: 0 },
      },
    ],
    ["S3", "The bucket is empty.", { ListObjectsV2: {} }],
    [
      "S3",
      "What was restored cannot be read: AccessDenied.",
      {
        ListObjectsV2: { Contents: [{ Key: "a", Size: 1 }] },
        GetObject: awsError("AccessDenied", { $fault: "client" }),
      },
    ],
    ["RDS", "The database is not there, not available.", { DescribeDBInstances: { DBInstances: [] } }],
    [
      "RDS",
      "The database has no storage.",
      { DescribeDBInstances: { DBInstances: [{ DBInstanceStatus: "available" }] } },
    ],
    [
      "Aurora",
      "The cluster is failing-over, not available.",
      { DescribeDBClusters: { DBClusters: [{ Status: "failing-over" }] } },
    ],
    ["EBS", "The volume is error, not available.", { DescribeVolumes: { Volumes: [{ State: "error", Size: 8 }] } }],
    ["EC2", "The instance is not there, not running.", { DescribeInstances: {} }],
    [
      "EFS",
      "The file system is empty.",
      { DescribeFileSystems: { FileSystems: [{ LifeCycleState: "available", SizeInBytes: { Value: 0 } }] } },
    ],
    [
      "EFS",
      "The file system is error, not available.",
      { DescribeFileSystems: { FileSystems: [{ LifeCycleState: "error" }] } },
    ],
    ["FSx", "Nothing here can check a restore of FSx.", {}],
  ])("of %s fails: %s", async (type, message, answers) => {
    expect(await told(type, answers)).toBe(`FAILED ${message}`);
  });

  test("of an empty table whose source is empty is validated", async () => {
    const empty = { DescribeTable: { Table: { TableStatus: "ACTIVE", ItemCount: 0 } }, Scan: { Count: 0 } };
    expect(await told("DynamoDB", empty)).toBe("SUCCESSFUL The table is ACTIVE and empty, as its source is.");
  });

  test("asks AWS for what was restored, and never for the items of its source", async () => {
    const { sent } = await call(restoreDone("DynamoDB"), { DescribeTable: active, Scan: { Count: 1 } });
    const restored = "arn:aws:dynamodb:eu-west-1:123456789012:table/awsbackup-restore-test-ab12cd34";
    expect(sent.slice(0, 2)).toEqual([
      { command: "DescribeTable", input: { TableName: restored } },
      { command: "Scan", input: { TableName: restored, Limit: 1 } },
    ]);
    const volume = await call(restoreDone("EBS"), { DescribeVolumes: { Volumes: [] } });
    expect(volume.sent[0]?.input).toEqual({ VolumeIds: ["vol-0a1b2c3d4e5f60718"] });
  });

  test("that AWS throttles is not judged: Lambda calls again", async () => {
    for (const error of [
      awsError("ThrottlingException", { $retryable: {} }),
      awsError("InternalError", { $fault: "server" }),
    ])
      await expect(call(restoreDone("S3"), { ListObjectsV2: error })).rejects.toBe(error);
  });

  test("is counted by plan and type, with the reason", async () => {
    const { printed } = await call(restoreDone("S3"), { ListObjectsV2: {} });
    expect(printed).toEqual([
      {
        _aws: {
          Timestamp: NOW.getTime(),
          CloudWatchMetrics: [
            {
              Namespace: "StorefrontBaseline/Backup",
              Dimensions: [["Plan", "ResourceType"]],
              Metrics: [{ Name: "RestoreValidated", Unit: "Count" }],
            },
          ],
        },
        Plan: "backups_dev",
        ResourceType: "S3",
        RestoreValidated: 0,
        message: "The bucket is empty.",
      },
    ]);
  });

  test.each<[string, unknown]>([
    ["is still running", restoreDone("S3", { status: "RUNNING" })],
    ["was asked for by a person", restoreDone("S3", { restoreTestingPlanArn: undefined })],
    ["is of another service", { ...restoreDone("S3"), source: "aws.ec2" }],
    ["is no event at all", {}],
  ])("that %s is left alone", async (_, event) => {
    expect(await call(event, {})).toEqual({ sent: [], printed: [] });
  });

  test("without its identifiers is an error that names them", async () => {
    await expect(call(restoreDone("S3", { createdResourceArn: undefined }), {})).rejects.toThrow("createdResourceArn");
  });

  test("of every type that can be backed up is checked", () => {
    expect(Object.keys(CHECKS).sort()).toEqual(Object.keys(RESOURCE_TYPES).sort());
  });

  test("is what the rule's pattern lets through", () => {
    const pattern = JSON.parse(
      restoreTestPattern("arn:aws:backup:eu-west-1:123456789012:restore-testing-plan:backups_dev-"),
    ) as {
      detail: { status: string[]; restoreTestingPlanArn: { prefix: string }[] };
      "detail-type": string[];
    };
    const event = restoreDone("S3") as { "detail-type": string; detail: Record<string, string> };
    expect(pattern["detail-type"]).toContain(event["detail-type"]);
    expect(pattern.detail.status).toContain(event.detail["status"]);
    expect(
      event.detail["restoreTestingPlanArn"]?.startsWith(pattern.detail.restoreTestingPlanArn[0]?.prefix ?? "?"),
    ).toBe(true);
  });
});

describe("on its schedule", () => {
  const job = (ResourceType: string, day: string, ValidationStatus = "SUCCESSFUL"): object => {
    return { ResourceType, CompletionDate: new Date(`${day}T06:15:00Z`), ValidationStatus };
  };

  test("it says how many days ago each type was last validated, over all pages", async () => {
    const pages: Record<string, unknown> = {
      first: {
        RestoreJobs: [job("DynamoDB", "2026-11-15"), job("DynamoDB", "2026-11-08"), job("S3", "2026-11-21", "FAILED")],
        NextToken: "second",
      },
      second: { RestoreJobs: [job("DynamoDB", "2026-11-01"), job("RDS", "2026-11-21")] },
    };
    const { sent, printed } = await call(SCHEDULED, {
      ListRestoreJobs: ({ NextToken }: { NextToken?: string }) => pages[NextToken ?? "first"],
    });
    expect(sent[0]?.input).toEqual({
      ByRestoreTestingPlanArn: PLAN.arn,
      ByStatus: "COMPLETED",
      ByCompleteAfter: new Date("2026-10-23T06:15:00Z"),
      NextToken: undefined,
    });
    const days = printed.map((line) => [line["ResourceType"], line["DaysSinceValidatedRestore"]]);
    // S3's only test failed: a day more than AWS Backup remembers.
    expect(days).toEqual([
      ["DynamoDB", 7],
      ["S3", 31],
    ]);
  });

  test("it fails where AWS Backup does not answer, so that the metric is missing and the alarm rings", async () => {
    await expect(call(SCHEDULED, { ListRestoreJobs: awsError("AccessDenied") })).rejects.toThrow("secret text");
  });
});

test("the plan comes from the environment, or the function says what is missing", () => {
  expect(planOf({ PLAN_NAME: PLAN.name, PLAN_ARN: PLAN.arn, RESOURCE_TYPES: "DynamoDB,S3" })).toEqual(PLAN);
  expect(() => planOf({ PLAN_NAME: PLAN.name })).toThrow("PLAN_ARN and RESOURCE_TYPES");
});

test("the bundle exports what Lambda calls, and brings no client of AWS with it", () => {
  const file = path.resolve("dist/functions/restoreValidation/index.js");
  const bundle = createRequire(__filename)(file) as { handler: unknown };
  expect(bundle.handler).toBeTypeOf("function");
});

test("each service has its client", () => {
  expect(Object.keys(createClients()).sort()).toEqual(["backup", "dynamodb", "ec2", "efs", "rds", "s3"]);
});
