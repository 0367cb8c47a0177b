import fc from "fast-check";
import { dmarc } from "mailauth/lib/dmarc/index.js";
import { describe, expect, it } from "vitest";
import {
  appliedPolicy,
  buildDmarc,
  checkDmarc,
  type DmarcAudience,
  type DmarcPolicy,
} from "../../../baseline/email/dmarc.js";

const AUTHORS: Record<DmarcAudience, string> = {
  domain: "shop.example",
  subdomain: "mail.shop.example",
  missingSubdomain: "missing.shop.example",
};

/** What mailauth does with a failing message from the domain, a subdomain or a missing one, the record at the apex. */
async function verdict(records: readonly string[], audience: DmarcAudience) {
  const resolver = (name: string): Promise<string[][]> => {
    if (name === "_dmarc.shop.example") return Promise.resolve(records.map((record) => [record]));
    const code = name.startsWith("missing.") ? "ENOTFOUND" : "ENODATA";
    return Promise.reject(Object.assign(new Error(code), { code }));
  };
  const result = await dmarc({ headerFrom: AUTHORS[audience], spfDomains: [], dkimDomains: [], resolver });
  if (result === false) throw new Error("mailauth takes the author for more than one.");
  return result;
}

const rules = (text: string) => checkDmarc(text, "_dmarc.shop.example").map(({ rule }) => rule);

describe("mailauth reads the records that buildDmarc writes", () => {
  const policy = fc.constantFrom<DmarcPolicy>("none", "quarantine", "reject");
  const alignment = fc.constantFrom<"r" | "s">("r", "s");
  const model = fc.record({ p: policy, sp: policy, adkim: alignment, aspf: alignment }, { requiredKeys: ["p"] });

  it("with the same policy for the domain and for subdomains, and the same alignment (random records)", async () => {
    await fc.assert(
      fc.asyncProperty(model, async (given) => {
        const text = buildDmarc({ ...given, rua: ["dmarc@shop.example"] });
        const apex = await verdict([text], "domain");
        const below = await verdict([text], "subdomain");
        expect(apex.policy).toBe(appliedPolicy(text, "domain"));
        expect(below.policy).toBe(appliedPolicy(text, "subdomain"));
        expect(apex.alignment.dkim.strict).toBe(given.adkim === "s");
        expect(apex.alignment.spf.strict).toBe(given.aspf === "s");
      }),
      { seed: 9989 },
    );
  });
});

describe("mailauth finds no DMARC", () => {
  it.each([
    ["in a record that is wrapped in quotation marks", ['"v=DMARC1; p=reject"']],
    ["where another tag comes first", ["p=reject; v=DMARC1"]],
    ["in v=DMARC2", ["v=DMARC2; p=reject"]],
  ])("%s, which checkDmarc refuses (DM01)", async (_, records) => {
    expect((await verdict(records, "domain")).status.result).toBe("none");
    expect(records.map((record) => appliedPolicy(record, "domain"))).toEqual([undefined]);
    expect(records.flatMap(rules)).toEqual(["DM01"]);
  });

  it("in two records, each of which is compliant alone", async () => {
    const record = buildDmarc({ p: "reject", rua: ["dmarc@shop.example"] });
    expect(rules(record)).toEqual([]);
    expect((await verdict([record, record], "domain")).status.result).toBe("none");
  });
});

const RUA = "rua=mailto:dmarc@shop.example";

// mailauth reads by RFC 9989 since its version 7.
describe("an RFC 9989 reader applies what appliedPolicy says", () => {
  const audiences = ["domain", "subdomain", "missingSubdomain"] as const;
  it.each([
    `v=DMARC1; p=rejct; ${RUA}`,
    `v=DMARC1; p=reject; sp=bogus; ${RUA}`,
    `v=DMARC1; p=reject; np=bogus; ${RUA}`,
    "v=DMARC1; p=rejct",
    "v=DMARC1; p=reject; sp=bogus",
    "v=dmarc1; p=reject",
    "v=DMARC1 p=reject",
    `v=DMARC1; p=reject; t=y; ${RUA}`,
    `v=DMARC1; p=reject; pct=0; ${RUA}`,
    `v=DMARC1; p=reject; sp=none; np=quarantine; ${RUA}`,
  ])("%s", async (text) => {
    for (const audience of audiences) {
      const result = await verdict([text], audience);
      const applied = result.status.result === "none" ? undefined : result.policy;
      expect(applied).toBe(appliedPolicy(text, audience));
    }
  });
});
