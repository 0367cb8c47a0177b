import { expect, test } from "vitest";
import { createPack, tryRule, UNKNOWN, type Rule, type TriedResource } from "../../policies/createPack.js";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** A rule in both passes, with a remedy. */
const rule: Rule = {
  id: "SHOP01",
  name: "shop-buckets",
  title: "A bucket is not destroyed with its content, and has a policy.",
  why: "A test.",
  fix: "Mend it.",
  severity: "high",
  references: [],
  types: [BUCKET],
  checkResource(bucket, verdict) {
    const forced = bucket.flag("forceDestroy");
    if (forced === UNKNOWN) verdict.undetermined("Not known yet.");
    if (forced === true) verdict.violation(`${bucket.name} is.`);
  },
  checkStack(stack, verdict) {
    const owners = stack.ofTypes([POLICY]).flatMap((policy) => policy.sources.get("bucket") ?? []);
    for (const { urn, name, type } of stack.resources) {
      if (type === BUCKET && !owners.includes(urn)) verdict.violation(`${name} has no policy.`, { urn });
    }
  },
  remediate: (bucket) => (bucket.flag("forceDestroy") === true ? { forceDestroy: false } : undefined),
};
const bucket = (inputs: TriedResource["inputs"]): TriedResource => ({ type: BUCKET, name: "files", inputs });
const policy: TriedResource = {
  type: POLICY,
  name: "policy",
  inputs: { bucket: UNKNOWN },
  sources: { bucket: "files" },
};

test("a rule is tried in both passes, and each finding names its resource", () => {
  const { findings } = tryRule(rule, [bucket({ forceDestroy: true })]);
  expect(findings).toEqual([
    { outcome: "violation", resource: "files", message: "files is.\nFix: Mend it." },
    { outcome: "violation", resource: "files", message: "files has no policy.\nFix: Mend it." },
  ]);
  expect(tryRule(rule, [bucket({ forceDestroy: false }), policy]).findings).toEqual([]);
});

test("what is unknown is not judged, nor mended; what is known is mended", () => {
  const unknown = tryRule(rule, [bucket({ forceDestroy: UNKNOWN, tags: { a: UNKNOWN } }), policy]);
  expect(unknown.findings.map(({ outcome }) => outcome)).toEqual(["undetermined"]);
  expect(unknown.mended["files"]).toEqual({ forceDestroy: UNKNOWN, tags: { a: UNKNOWN } });
  expect(tryRule(rule, [bucket({ forceDestroy: true }), policy]).mended["files"]).toEqual({ forceDestroy: false });
});

test("settings are the pack's: an exemption covers a finding until its end", () => {
  const exemptions = [{ rule: "SHOP01", resource: "*", reason: "A test of exemptions.", expires: "2026-12-31" }];
  const outcomes = (today: string): string[] =>
    tryRule(rule, [bucket({ forceDestroy: true }), policy], { settings: { exemptions }, today }).findings.map(
      ({ outcome }) => outcome,
    );
  expect(outcomes("2026-12-31")).toEqual(["exempted"]);
  expect(outcomes("2027-01-01")).toEqual(["violation"]);
});

test("a pack refuses levels of rules that it does not hold, and levels that do not exist, all at once", () => {
  const levels = { "encryption-public-databse": "remediate", "forced-destroy": "loud" } as never;
  expect(() => createPack({ levels })).toThrow(
    'createPack: levels names "encryption-public-databse", which is no rule of this pack (did you mean "encryption-public-database"?). levels gives "forced-destroy" the level "loud"; allowed are advisory, mandatory, remediate, disabled.',
  );
});
