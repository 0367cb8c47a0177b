import { describe, expect, test } from "vitest";
import type { Rule } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { attackPaths } from "../../report/attackPaths.js";
import { belongsTo, controls } from "../../report/controls.js";
import { PCI, PCI_REQUIREMENTS } from "../../report/pciRequirements.js";
import { judgeOf, type Standing } from "../../report/verdict.js";
import { record, resource, resultOf, undetermined, violation } from "./results.js";

const all = Object.values(controls);

describe("the catalogue", () => {
  test.each(rules)("$id belongs to a control, which stands on an attack path", (rule) => {
    const own = all.filter((control) => belongsTo(control, rule));
    expect(own).not.toEqual([]);
    for (const control of own) expect(attackPaths.some((path) => path.controls.includes(control))).toBe(true);
  });

  test.each(all)("every rule that $id names exists", ({ rules: names }) => {
    for (const name of names) {
      expect(
        rules.filter((rule) => belongsTo({ rules: [name] } as never, rule)),
        name,
      ).not.toEqual([]);
    }
  });

  test("there are the seven paths, each with what to do by hand", () => {
    expect(attackPaths.map(({ id }) => id)).toEqual([
      "spoofed-mail",
      "credential-stuffing",
      "inbox-rules",
      "oauth-consent",
      "admin-takeover",
      "web-skimming",
      "data-loss",
    ]);
    for (const { gaps } of attackPaths) expect(gaps.length).toBeGreaterThan(1);
  });

  test("every requirement of PCI DSS that a rule refers to has words", () => {
    const referred = rules.flatMap(({ references }) =>
      references.filter(({ standard }) => standard === PCI).map(({ section }) => section),
    );
    expect([...new Set(referred)].sort()).toEqual(Object.keys(PCI_REQUIREMENTS).sort());
  });
});

describe("a control", () => {
  const spf = record("shop.example", "TXT", '"v=spf1 -all"');
  const other = record("_dmarc.shop.example", "TXT", '"v=DMARC1; p=reject"');
  const ofSpf = rules.filter(({ id }) => id.startsWith("SPF"));
  const standing = (parts: Partial<PreviewResult>, own: readonly Rule[] = ofSpf): Standing =>
    judgeOf(resultOf(parts))(own);

  test("holds where its rules judged something and found nothing", () => {
    expect(standing({ resources: [spf] })).toMatchObject({ verdict: "holds", subjects: [spf] });
  });

  test("has no resource of its kind where records of the type say something else", () => {
    expect(standing({ resources: [other] })).toMatchObject({ verdict: "absent", subjects: [], judging: 0 });
    expect(standing({ resources: [] }).verdict).toBe("absent");
  });

  test("is switched off where none of its rules ran", () => {
    expect(standing({ resources: [spf] }, []).verdict).toBe("off");
  });

  test("is violated before it is advised, exempted, not judged or holding", () => {
    const blocked = violation("SPF07", spf);
    const advised = violation("SPF16", spf, { enforcementLevel: "advisory" });
    const exempted = violation("SPF08", spf, { exemption: { expires: "2027-01-31", reason: "Agreed for a while." } });
    const open = undetermined("SPF03", spf);
    const resources = [spf];
    expect(
      [
        { resources, violations: [exempted, advised, blocked], undetermined: [open] },
        { resources, violations: [exempted, advised], undetermined: [open] },
        { resources, violations: [exempted], undetermined: [open] },
        { resources, undetermined: [open] },
      ].map((parts) => standing(parts).verdict),
    ).toEqual(["blocked", "advised", "exempted", "unjudged"]);
  });

  test("takes no notice of what other rules found", () => {
    expect(standing({ resources: [spf, other], violations: [violation("DM03", other)] }).verdict).toBe("holds");
  });
});

describe("what a rule judged", () => {
  const judged = (id: string, ...resources: readonly ReturnType<typeof resource>[]): readonly string[] =>
    judgeOf(resultOf({ resources }))(rules.filter((rule) => rule.id === id)).subjects.map(({ name }) => name);
  const bucket = resource("aws:s3/bucket:Bucket", "plain", {});
  const withPolicy = resource("aws:s3/bucket:Bucket", "with-policy", { policy: "{}" });
  const table = resource("aws:dynamodb/table:Table", "orders");
  const plan = resource("aws:backup/plan:Plan", "nightly");
  const zone = resource("cloudflare:index/zone:Zone", "zone", { name: "shop.example" });

  test("a bucket without a policy is no document", () => {
    expect(judged("IAM15", bucket, withPolicy)).toEqual(["with-policy"]);
    expect(judged("ENC02", bucket)).toEqual(["plain"]);
  });

  test("restore tests, copies and alerts need a plan", () => {
    for (const id of ["BKP06", "BKP08", "BKP14", "BKP15"]) {
      expect(judged(id, table), id).toEqual([]);
      expect(judged(id, table, plan), id).toEqual(["nightly"]);
    }
  });

  test("coverage is about data stores, not about what backs them up", () => {
    expect(judged("BKP07", table, plan, resource("aws:s3/bucketVersioning:BucketVersioning", "v"))).toEqual(["orders"]);
  });

  test("signing and parking are about zones, which those rules do not list", () => {
    for (const id of ["DS01", "PK01"]) {
      expect(judged(id, zone), id).toEqual(["zone"]);
      expect(judged(id, record("www.shop.example", "A", "192.0.2.1")), id).toEqual([]);
    }
  });

  test("records are told apart by where they stand and what they say", () => {
    const records = [
      record("google._domainkey.shop.example", "TXT", '"v=DKIM1; p=MIIB"'),
      record("k1._domainkey.shop.example", "CNAME", "dkim.mcsv.net"),
      record("_mta-sts.shop.example", "TXT", '"v=STSv1; id=1"'),
      record("_smtp._tls.shop.example", "TXT", '"v=TLSRPTv1; rua=mailto:a@shop.example"'),
      record("default._bimi.shop.example", "TXT", '"v=BIMI1; l=https://shop.example/logo.svg"'),
      record("shop.example", "MX", "smtp.google.com"),
      record("shop.example", "CAA", '0 issue "amazon.com"'),
      record("www.shop.example", "A", "192.0.2.1"),
    ];
    const found = Object.fromEntries(
      ["DK01", "DK10", "STS01", "RPT01", "BI01", "MX02", "CAA01", "DM03"].map((id) => [id, judged(id, ...records)]),
    );
    expect(found).toEqual({
      DK01: ["google-_domainkey-shop-example"],
      DK10: ["google-_domainkey-shop-example", "k1-_domainkey-shop-example"],
      STS01: ["_mta-sts-shop-example"],
      RPT01: ["_smtp-_tls-shop-example"],
      BI01: ["default-_bimi-shop-example"],
      MX02: ["shop-example"],
      CAA01: ["shop-example"],
      DM03: [],
    });
  });
});
