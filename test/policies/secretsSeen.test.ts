import { describe, expect, test } from "vitest";
import { toPolicies } from "../../policies/framework/pack.js";
import { SecretsSeen } from "../../policies/framework/secrets.js";
import { rules } from "../../policies/rules.js";
import { run, runPolicies, secret, type Given } from "../support/pack.js";

const KEY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
const identity = (key: unknown): Given => ({
  type: "aws:sesv2/emailIdentity:EmailIdentity",
  name: "orders",
  inputs: { emailIdentity: "shop.example", dkimSigningAttributes: { domainSigningPrivateKey: key } },
});

describe("which values are secrets", () => {
  test("is known of the types that a rule asks about, and of no other", () => {
    const seen = new SecretsSeen(["a:b:C"]);
    seen.note({ urn: "one", type: "a:b:C", props: { text: "x" } });
    seen.note({ urn: "two", type: "a:b:D", props: { text: "x" } });
    expect([...(seen.of("one") ?? ["unknown"])]).toEqual([]);
    expect(seen.of("two")).toBeUndefined();
  });

  test("is not known where a configuration takes the level remediate away, and the pack says so", async () => {
    const policies = toPolicies(
      rules,
      {},
      () => undefined,
      () => "2026-06-01",
    ).map((policy) => (policy.name === "secrets-seen" ? { ...policy, enforcementLevel: "advisory" as const } : policy));
    for (const key of [KEY, secret(KEY)]) {
      const said = await runPolicies(policies, [identity(key)]);
      expect(said.map(({ policy }) => policy)).toEqual(["undetermined"]);
      expect(said[0]?.message).toContain("secrets-seen");
    }
  });

  test("no message repeats the key", async () => {
    const said = await run([identity(KEY)]);
    expect(said.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["dkim-private-key-secret mandatory"]);
    expect(JSON.stringify(said)).not.toContain(KEY.slice(8, 24));
  });

  test("learning changes no resource", async () => {
    expect(await run([identity(secret(KEY))])).toEqual([]);
  });
});
