import fc from "fast-check";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { organizationalDomain } from "../../../baseline/email/dmarcDiscovery.js";

type Records = Readonly<Record<string, readonly string[]>>;

const ours = (name: string, records: Records): string | undefined =>
  organizationalDomain(name, { txt: (at) => records[at.replace(/^_dmarc\./, "")] ?? [], exists: () => undefined });

// It has no declaration.
const { getOrgDomain, createRecordLookup } = createRequire(__filename)("mailauth/lib/dmarc/get-dmarc-record.js") as {
  readonly getOrgDomain: (name: string, lookup: unknown) => Promise<string>;
  readonly createRecordLookup: (resolver: unknown, options: { readonly strict: boolean }) => unknown;
};

/** The same question to mailauth, with a resolver that holds the records. */
async function theirs(name: string, records: Records): Promise<string> {
  const resolve = (at: string): Promise<string[][]> => {
    const texts = records[at.replace(/^_dmarc\./, "")];
    return texts
      ? Promise.resolve(texts.map((text) => [text]))
      : Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
  };
  return getOrgDomain(name, createRecordLookup(resolve, { strict: true }));
}

const RECORD = "v=DMARC1; p=reject";

describe("the Organizational Domain", () => {
  test.each<[string, string, Records, string]>([
    ["is the name itself where no record is known", "mail.shop.example", {}, "mail.shop.example"],
    [
      "is the highest name with a record",
      "a.b.shop.example",
      { "b.shop.example": [RECORD], "shop.example": [RECORD] },
      "shop.example",
    ],
    [
      "is where psd=n stands",
      "a.b.shop.example",
      { "b.shop.example": [`${RECORD}; psd=n`], "shop.example": [RECORD] },
      "b.shop.example",
    ],
    ["lies one label below psd=y", "a.shop.example", { example: [`${RECORD}; psd=y`] }, "shop.example"],
    ["is a public suffix's own, asked for itself", "example", { example: [`${RECORD}; psd=y`] }, "example"],
    [
      "passes over names with two records",
      "a.shop.example",
      { "shop.example": [RECORD, RECORD], "a.shop.example": [RECORD] },
      "a.shop.example",
    ],
    [
      "passes over texts that are no DMARC record",
      "a.shop.example",
      { "shop.example": ["v=dmarc1; p=reject"] },
      "a.shop.example",
    ],
    [
      "is sought with eight queries at most",
      "a.b.c.d.e.f.g.h.shop.example",
      { "b.c.d.e.f.g.h.shop.example": [`${RECORD}; psd=n`], "shop.example": [RECORD] },
      "shop.example",
    ],
  ])("%s", async (_, name, records, expected) => {
    expect(ours(name, records)).toBe(expected);
    expect(await theirs(name, records)).toBe(expected);
  });

  test("is for any records what mailauth finds", async () => {
    const label = fc.constantFrom("a", "b", "c");
    const name = fc.array(label, { minLength: 1, maxLength: 10 }).map((labels) => labels.join("."));
    const text = fc.constantFrom(
      RECORD,
      `${RECORD}; psd=n`,
      `${RECORD}; psd=y`,
      `${RECORD}; psd=u`,
      "v=spf1 -all",
      "v=DMARC1",
    );
    const records = (of: string): fc.Arbitrary<Records> => {
      const labels = of.split(".");
      const names = labels.map((_, index) => labels.slice(index).join("."));
      return fc.dictionary(fc.constantFrom(...names), fc.array(text, { minLength: 1, maxLength: 2 }));
    };
    const given = name.chain((of) => records(of).map((known) => ({ of, known })));
    await fc.assert(
      fc.asyncProperty(given, async ({ of, known }) => {
        expect(ours(of, known)).toBe(await theirs(of, known));
      }),
      { numRuns: 500 },
    );
  });
});
