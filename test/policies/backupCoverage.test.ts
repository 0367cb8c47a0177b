import { describe, expect, test } from "vitest";
import { backupCoverage } from "../../policies/backup/coverage.js";
import { run, UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { but, optIn, selection, table, versioning, withoutOne } from "./storeGiven.js";

type Inputs = Readonly<Record<string, unknown>>;

/** Data stores by the name of their opt-in setting: the type, the inputs of the store `one`, and its ARN. */
const KINDS: Readonly<Record<string, readonly [type: string, inputs: Inputs, arn: string]>> = {
  DynamoDB: ["aws:dynamodb/table:Table", { name: "one" }, "arn:aws:dynamodb:*:*:table/one"],
  RDS: ["aws:rds/instance:Instance", { engine: "postgres", identifier: "one" }, "arn:aws:rds:*:*:db:one"],
  Aurora: [
    "aws:rds/cluster:Cluster",
    { engine: "aurora-mysql", clusterIdentifier: "one" },
    "arn:aws:rds:*:*:cluster:one",
  ],
  DocumentDB: ["aws:docdb/cluster:Cluster", { clusterIdentifier: "one" }, "arn:aws:rds:*:*:cluster:one"],
  Neptune: ["aws:neptune/cluster:Cluster", { clusterIdentifier: "one" }, "arn:aws:rds:*:*:cluster:one"],
  EFS: ["aws:efs/fileSystem:FileSystem", { id: "one" }, "arn:aws:elasticfilesystem:*:*:file-system/one"],
  S3: ["aws:s3/bucket:Bucket", { bucket: "one" }, "arn:aws:s3:::one"],
  EBS: ["aws:ebs/volume:Volume", { id: "one" }, "arn:aws:ec2:*:*:volume/one"],
  EC2: [
    "aws:ec2/instance:Instance",
    { id: "one", ebsBlockDevices: [{ deviceName: "/dev/sdf" }] },
    "arn:aws:ec2:*:*:instance/one",
  ],
  FSx: ["aws:fsx/windowsFileSystem:WindowsFileSystem", { id: "one" }, "arn:aws:fsx:*:*:file-system/one"],
  Redshift: ["aws:redshift/cluster:Cluster", { clusterIdentifier: "one" }, "arn:aws:redshift:*:*:cluster:one"],
  Timestream: ["aws:timestreamwrite/table:Table", { tableName: "one" }, "arn:aws:timestream:*:*:database/*/table/one"],
};
const ON = Object.fromEntries(Object.keys(KINDS).map((service) => [service, true]));
const TAGGED = { backup: "daily" };

describe.each(Object.keys(KINDS))("%s in a stack", (service) => {
  const [type, inputs, arn] = KINDS[service] ?? ["", {}, ""];
  const otherArn = arn.replace(/one$/, "other");
  const store = (tags: unknown): Given => ({ type, name: "files", inputs: { ...inputs, tags } });
  const verdict = async (tags: unknown, selecting: Given, services: unknown = ON): Promise<string> => {
    const rest = withoutOne(selection(), optIn({}), table());
    const versions = service === "S3" ? [versioning()] : [];
    const said = await run([...rest, selecting, optIn(services), store(tags), ...versions], {
      rules: [backupCoverage],
    });
    const levels = said.map(({ level, policy }) => (policy === "undetermined" ? policy : level));
    return levels.join(" ");
  };
  const byArn = (resources: readonly string[], more: Inputs = {}): Given =>
    but(selection({ resources, ...more }), { selectionTags: undefined });

  test.each<[string, string, unknown, Given, unknown?]>([
    ["is reached by its tag", "", TAGGED, selection()],
    ["is reached by its ARN", "", {}, byArn([arn])],
    ["is missed with another tag", "mandatory", { backup: "never" }, selection()],
    ["is missed without a tag", "mandatory", {}, selection()],
    ["is missed by another ARN", "mandatory", TAGGED, byArn([otherArn])],
    ["is missed where it is excluded", "mandatory", TAGGED, byArn(["*"], { notResources: [arn] })],
    [
      "is missed by its tag where the Region is not opted in",
      "mandatory",
      TAGGED,
      selection(),
      { ...ON, [service]: false },
    ],
    ["cannot be judged by a tag known only later", "undetermined", { backup: UNKNOWN_VALUE }, selection()],
  ])("%s", async (_, expected, tags, selecting, services) => {
    expect(await verdict(tags, selecting, services)).toBe(expected);
  });
});
