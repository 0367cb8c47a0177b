import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDmarc, checkDmarc, type DmarcModel, type DmarcPolicy } from "../../../baseline/email/dmarc.js";
import { effectivePolicy } from "../../../baseline/email/dmarcEffective.js";
import { zoneAnswers } from "../../../baseline/email/zoneAnswers.js";
import { askOpendmarc, missingForOpendmarc as missing, type OpendmarcCase as Case } from "../../support/opendmarc.js";

/** What we expect of a reader of RFC 7489. */
function expected({ records, authors }: Case): string[] {
  const zone = Object.entries(records).map(([name, value]) => ({ name, type: "TXT", value }));
  return authors.map((author) =>
    effectivePolicy(author, zoneAnswers(author.split(".").at(-1) ?? "", zone), "RFC 7489"),
  );
}

describe.skipIf(missing.length > 0)(
  `libopendmarc, a reader of RFC 7489, applies the policy that we expect${missing.length > 0 ? ` (skipped: without ${missing.join(" and ")})` : ""}`,
  () => {
    const rua = "rua=mailto:dmarc@shop.example";
    const authors = ["shop.example", "mail.shop.example", "deep.down.shop.example", "other.example"];
    const apex = (text: string): Case => ({ records: { "_dmarc.shop.example": text }, authors });

    it.each<[string, Case, string[]]>([
      ["p", apex(`v=DMARC1; p=reject; ${rua}`), ["reject", "reject", "reject", "no DMARC"]],
      ["sp", apex(`v=DMARC1; p=reject; sp=quarantine; ${rua}`), ["reject", "quarantine", "quarantine", "no DMARC"]],
      ["no np", apex(`v=DMARC1; p=none; np=reject; ${rua}`), ["none", "none", "none", "no DMARC"]],
      ["no t", apex(`v=DMARC1; p=reject; t=y; ${rua}`), ["reject", "reject", "reject", "no DMARC"]],
      ["no psd", apex(`v=DMARC1; p=reject; psd=n; ${rua}`), ["reject", "reject", "reject", "no DMARC"]],
      [
        "a subdomain's own p, but its sp for nobody below",
        {
          records: {
            "_dmarc.shop.example": `v=DMARC1; p=reject; sp=quarantine; ${rua}`,
            "_dmarc.news.shop.example": `v=DMARC1; p=none; sp=none; ${rua}`,
          },
          authors: ["news.shop.example", "a.news.shop.example"],
        },
        ["none", "quarantine"],
      ],
      [
        "the registered domain by the Public Suffix List",
        {
          records: { "_dmarc.co.uk": `v=DMARC1; p=reject; ${rua}`, "_dmarc.b.co.uk": "v=DMARC1; p=none" },
          authors: ["b.co.uk", "a.b.co.uk", "x.c.co.uk"],
        },
        ["none", "none", "no DMARC"],
      ],
      [
        "the list's private part",
        {
          records: { "_dmarc.github.io": `v=DMARC1; p=reject; ${rua}` },
          authors: ["shop.github.io", "www.shop.github.io"],
        },
        ["no DMARC", "no DMARC"],
      ],
      [
        "an organisation that has no record, though a subdomain has",
        {
          records: { "_dmarc.news.shop.example": `v=DMARC1; p=reject; ${rua}` },
          authors: ["shop.example", "news.shop.example", "a.news.shop.example"],
        },
        ["no DMARC", "reject", "no DMARC"],
      ],
    ])("%s", (_, given, policies) => {
      expect(expected(given)).toEqual(policies);
      expect(askOpendmarc([given])).toEqual([policies]);
    });

    it("over random records as buildDmarc writes them", () => {
      const policy = fc.constantFrom<DmarcPolicy>("none", "quarantine", "reject");
      const flag = fc.constantFrom<"y" | "n">("y", "n");
      const model: fc.Arbitrary<DmarcModel> = fc.record(
        {
          p: policy,
          sp: policy,
          np: policy,
          t: flag,
          psd: fc.constant<"n">("n"),
          adkim: fc.constantFrom<"r" | "s">("r", "s"),
        },
        { requiredKeys: ["p"] },
      );
      const names = ["shop.example", "news.shop.example", "a.news.shop.example"];
      const zone = fc.record(Object.fromEntries(names.map((name) => [name, fc.option(model, { nil: undefined })])));
      const cases = fc.sample(zone, { seed: 7489, numRuns: 300 }).map((models): Case => {
        const texts = Object.entries(models).flatMap(([name, given]) =>
          given === undefined ? [] : [[`_dmarc.${name}`, buildDmarc({ ...given, rua: ["dmarc@shop.example"] })]],
        );
        return {
          records: Object.fromEntries(texts) as Record<string, string>,
          authors: [...names, "x.a.news.shop.example", "y.shop.example"],
        };
      });
      expect(askOpendmarc(cases)).toEqual(cases.map(expected));
    });

    it("but for a domain without a record directly below a suffix of two labels, which it takes for that suffix", () => {
      const given: Case = { records: { "_dmarc.co.uk": `v=DMARC1; p=reject; ${rua}` }, authors: ["c.co.uk"] };
      expect(expected(given)).toEqual(["no DMARC"]);
      expect(askOpendmarc([given])).toEqual([["reject"]]);
    });

    // libopendmarc does not follow RFC 7489 §6.6.3 step 6 here. Either way nobody may lean on it: DM02 refuses the record.
    it("but for a typo, which it refuses whole where the standard counts p=none", () => {
      const given = apex(`v=DMARC1; p=rejct; ${rua}`);
      expect(expected(given).slice(0, 1)).toEqual(["none"]);
      expect(askOpendmarc([given])[0]?.slice(0, 1)).toEqual(["no DMARC"]);
      expect(checkDmarc(String(given.records["_dmarc.shop.example"]), "x").map(({ rule }) => rule)).toEqual(["DM02"]);
    });
  },
);
