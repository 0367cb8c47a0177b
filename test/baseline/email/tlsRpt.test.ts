import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTlsRpt, checkTlsRpt, parseTlsRpt } from "../../../baseline/email/tlsRpt.js";

const NAME = "_smtp._tls.shop.example";
const MAILBOX = "mailto:tls@shop.example";

describe("parseTlsRpt (RFC 8460 §3)", () => {
  it.each([
    [`v=TLSRPTv1; rua=${MAILBOX}`, [MAILBOX], []],
    [`v=TLSRPTv1;rua=${MAILBOX};`, [MAILBOX], []],
    ["v=TLSRPTv1; rua=https://reports.shop.example/v1/tlsrpt", ["https://reports.shop.example/v1/tlsrpt"], []],
    ["v=TLSRPTv1; rua=https://r.shop.example:8443?a=b#c", ["https://r.shop.example:8443?a=b#c"], []],
    [`v=TLSRPTv1; rua=${MAILBOX} ,\thttps://r.example/`, [MAILBOX, "https://r.example/"], []],
    ["v=TLSRPTv1; rua=MAILTO:a%2Cb@shop.example?subject=tls", ["MAILTO:a%2Cb@shop.example?subject=tls"], []],
    [`v=TLSRPTv1; x.1=y; rua=${MAILBOX} ; z=1`, [MAILBOX], ["x.1", "z"]],
  ])("reads %j", (text, rua, unknownFields) => {
    expect(parseTlsRpt(text)).toEqual({ ok: true, value: { rua, unknownFields } });
    expect(checkTlsRpt(text, NAME)).toEqual([]);
  });

  it.each([
    ["", /does not begin with v=TLSRPTv1/],
    [`v=TLSRPTv1 rua=${MAILBOX}`, /No semicolon/],
    [`v=TLSRPTv1 ; rua=${MAILBOX}`, /before the first semicolon/],
    [`v=tlsrptv1; rua=${MAILBOX}`, /not in the letters of v=TLSRPTv1/],
    [`v=TLSRPTv2; rua=${MAILBOX}`, /"TLSRPTv2" instead of TLSRPTv1/],
    [`v=TLSRPT1; rua=${MAILBOX}`, /"TLSRPT1" instead of TLSRPTv1/],
    ["v=TLSRPTv1;", /no field rua/],
    [`v=TLSRPTv1; RUA=${MAILBOX}`, /no field rua/],
    [`v=TLSRPTv1; ruf=${MAILBOX}`, /no field rua/],
    ["v=TLSRPTv1; rua=", /empty entry/],
    [`v=TLSRPTv1; rua=${MAILBOX},`, /empty entry/],
    [`v=TLSRPTv1; rua=${MAILBOX} `, /character or an escape/],
    [`v=TLSRPTv1; rua= ${MAILBOX}`, /has no scheme/],
    ["v=TLSRPTv1; rua=tls@shop.example", /has no scheme/],
    ["v=TLSRPTv1; rua=mailto:shop.example", /names no mailbox/],
    ["v=TLSRPTv1; rua=mailto:not an address", /character or an escape/],
    ["v=TLSRPTv1; rua=mailto:a@b@shop.example", /"@" twice/],
    ["v=TLSRPTv1; rua=mailto:a@-shop.example", /no valid mail domain/],
    [`v=TLSRPTv1; rua=${MAILBOX}!10m`, /"!10m"/],
    ["v=TLSRPTv1; rua=mailto:a!b@shop.example", /"!"/],
    ["v=TLSRPTv1; rua=http://r.shop.example/", /the scheme http; senders know mailto and https/],
    ["v=TLSRPTv1; rua=https://", /no https URL with a host/],
    ["v=TLSRPTv1; rua=https:r.shop.example", /no https URL with a host/],
    ["v=TLSRPTv1; rua=https://user:word@r.shop.example/", /without user name/],
    ["v=TLSRPTv1; rua=https://-r.shop.example/", /no valid host/],
    [`v=TLSRPTv1; rua=${MAILBOX}; rua=${MAILBOX}`, /"rua" stands twice/],
  ])("refuses %j with one finding (RPT01)", (text, message) => {
    expect(parseTlsRpt(text).ok).toBe(false);
    const findings = checkTlsRpt(text, NAME);
    expect(findings).toMatchObject([{ rule: "RPT01", subject: NAME, reference: "RFC 8460 §3" }]);
    expect(findings[0]?.message).toMatch(message);
  });
});

describe("buildTlsRpt", () => {
  const mailbox = fc
    .tuple(fc.stringMatching(/^[a-z0-9+._~-]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}$/))
    .map(([local, label]) => `mailto:${local}@${label}.example`);
  const url = fc
    .tuple(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z0-9/._~-]{0,9}$/))
    .map(([label, path]) => `https://${label}.example/${path}`);

  it("writes what the parser reads as the same destinations (random destinations)", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mailbox, url), { minLength: 1, maxLength: 4 }), (rua) => {
        expect(parseTlsRpt(buildTlsRpt(rua))).toEqual({ ok: true, value: { rua, unknownFields: [] } });
      }),
      { seed: 8460, numRuns: 1000 },
    );
  });

  it.each([
    ["tls@shop.example", "mailto:tls@shop.example"],
    ["a,b!c@shop.example", "mailto:a%2Cb%21c@shop.example"],
    ["ü@bücher.example", "mailto:%C3%BC@xn--bcher-kva.example"],
    ["https://shop.example/?a,b;c", "https://shop.example/?a%2Cb%3Bc"],
  ])("writes the destination %s as %s", (given, expected) => {
    expect(parseTlsRpt(buildTlsRpt([given]))).toMatchObject({ ok: true, value: { rua: [expected] } });
  });

  it.each([
    [[]],
    [["none"]],
    [["a@b.example; rua=mailto:x@evil.example"]],
    [["mailto:a@b.example,mailto:x@evil.example"]],
  ])("lets %j open no other field or destination, so that the check refuses it", (given) => {
    const text = buildTlsRpt(given);
    expect(text.split(";")).toHaveLength(2);
    expect(new Set(checkTlsRpt(text, NAME).map(({ rule }) => rule))).toEqual(new Set(["RPT01"]));
  });
});
