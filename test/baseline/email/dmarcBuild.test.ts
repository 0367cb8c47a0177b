import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildDmarc,
  checkDmarc,
  type DmarcModel,
  type DmarcPolicy,
  parseDmarc,
} from "../../../baseline/email/dmarc.js";

const rules = (text: string) => checkDmarc(text, "_dmarc.shop.example").map(({ rule }) => rule);

describe("buildDmarc", () => {
  const policy = fc.constantFrom<DmarcPolicy>("none", "quarantine", "reject");
  const alignment = fc.constantFrom<"r" | "s">("r", "s");
  const uri = fc
    .tuple(fc.stringMatching(/^[a-z0-9+._~-]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}$/))
    .map(([local, label]) => {
      return `mailto:${local}%21@${label}.example`;
    });
  const uris = fc.array(uri, { minLength: 1, maxLength: 3 });
  const model: fc.Arbitrary<DmarcModel> = fc.record(
    {
      p: policy,
      sp: policy,
      np: policy,
      adkim: alignment,
      aspf: alignment,
      rua: uris,
      ruf: uris,
      fo: fc.constantFrom<DmarcModel["fo"] & object>(["0"], ["1", "d", "s"], ["d", "0"], ["s"]),
      psd: fc.constantFrom<"n" | "u">("n", "u"),
      t: fc.constantFrom<"y" | "n">("y", "n"),
    },
    { requiredKeys: ["p"] },
  );

  it("writes what the parser reads as the same record (random records)", () => {
    fc.assert(
      fc.property(model, (given) => {
        const expected = { rua: [], ruf: [], unknownTags: [], ...given };
        expect(parseDmarc(buildDmarc(given))).toEqual({ ok: true, value: expected });
      }),
      { seed: 9989, numRuns: 1000 },
    );
  });

  it("writes v first and p second", () => {
    const given = {
      t: "n",
      rua: ["mailto:dmarc@shop.example"],
      adkim: "s",
      np: "reject",
      sp: "reject",
      p: "reject",
    } as const;
    expect(buildDmarc(given)).toBe(
      "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; rua=mailto:dmarc@shop.example; t=n",
    );
  });

  it.each([
    ["dmarc@shop.example", "mailto:dmarc@shop.example"],
    ["a,b!c@shop.example", "mailto:a%2Cb%21c@shop.example"],
    ["Reports+dmarc@Shop.Example", "mailto:Reports+dmarc@shop.example"],
    ["ü@bücher.example", "mailto:%C3%BC@xn--bcher-kva.example"],
    ["mailto:a!10m@shop.example", "mailto:a%2110m@shop.example"],
    ["https://shop.example/?a,b;c", "https://shop.example/?a%2Cb%3Bc"],
  ])("writes the destination %s as %s", (given, expected) => {
    const text = buildDmarc({ p: "reject", rua: [given] });
    expect(text).toBe(`v=DMARC1; p=reject; rua=${expected}`);
    expect(parseDmarc(text)).toMatchObject({ ok: true, value: { rua: [expected] } });
  });

  it.each(["a@b.example; p=none", "mailto:a@b.example;sp=none", "a@b.example,mailto:x@evil.example", "none", "@", ""])(
    "lets the destination %j open no other tag or destination, so that the check refuses it",
    (given) => {
      const text = buildDmarc({ p: "reject", rua: [given] });
      expect(text.split(";")).toHaveLength(3);
      expect(rules(text)).toEqual(["DM11"]);
    },
  );

  it("lets no policy from an untyped program open another tag", () => {
    expect(rules(buildDmarc({ p: "reject; t=n" as DmarcPolicy, rua: ["a@b.example"] }))).toEqual(["DM02"]);
  });
});
