import { describe, expect, test } from "vitest";
import { inventedArn, plainArn } from "../../preview/arnShapes.js";
import { UNKNOWN } from "../../preview/wire.js";

describe("an invented ARN", () => {
  test.each([
    [{ region: "eu-central-1" }, "eu-central-1"],
    [{ region: UNKNOWN }, "us-east-1"],
    [{}, "us-east-1"],
  ])("of a resource with %j lies in %s", (inputs, region) => {
    expect(inventedArn("aws:kms/key:Key", "data", inputs, "us-east-1")).toBe(
      `arn:aws:kms:${region}:123456789012:key/data`,
    );
    expect(plainArn("aws:mq/broker:Broker", "queue", inputs, "us-east-1")).toBe(
      `arn:aws:mq:${region}:123456789012:queue`,
    );
  });

  test("of what lies in no Region has none", () => {
    expect(inventedArn("aws:s3/bucket:Bucket", "data", { region: "eu-central-1" }, "us-east-1")).toBe(
      "arn:aws:s3:::data",
    );
  });
});
