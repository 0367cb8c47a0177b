import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpf } from "../../../../baseline/email/spf/build.js";
import { checkSpf } from "../../../../baseline/email/spf/check.js";
import { isSpf, parseSpf } from "../../../../baseline/email/spf/parse.js";
import { closedZone } from "./plannedZone.js";
import { numbers } from "../../../support/numbers.js";
import { mutate, spfRecord } from "./records.js";

const RECORDS = 100_000;
const MAX_MILLISECONDS = 30_000;
const RULES = ["02", "03", "05", "06", "07", "08", "09", "10", "11", "15", "19", "20"].map((id) => `SPF${id}`);
const context = {
  subject: "shop.example",
  domain: "shop.example",
  zone: closedZone({
    "shop.example TXT": ["v=spf1 include:example.com -all"],
    "example.com TXT": ["v=spf1 ip4:192.0.2.0/24 mx include:shop.example -all"],
    "example.com MX": ["example.com"],
    "example.com A": ["192.0.2.1"],
  }),
};

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

describe(`${RECORDS} valid and mutated records`, () => {
  it("pass through parser and check: no crash, whole sentences, and what is refused has a finding", () => {
    const seeds = fc.sample(spfRecord, { seed: 7208, numRuns: 500 }).map(buildSpf);
    const includes = Array.from({ length: 13 }, (_, index) => `include:s${index}.example`).join(" ");
    seeds.push(...Array.from({ length: 10 }, () => `v=spf1 ${includes} -all`));
    seeds.push("v=spf1 include:example.com ip4:192.0.2.0/24 a:x.example/24 mx ~all", "v=spf1 redirect=example.com");
    const random = numbers(7208);
    const seen = new Set<string>();
    let accepted = 0;
    const spent = timed(() => {
      for (let index = 0; index < RECORDS; index++) {
        const text = mutate(seeds[random(seeds.length)] ?? "", random);
        const parsed = parseSpf(text);
        const findings = checkSpf(text, context);
        accepted += parsed.ok ? 1 : 0;
        if (parsed.ok ? !isSpf(text) || !/^[ -~]*$/.test(text) : findings.length < parsed.errors.length) {
          expect.fail(JSON.stringify(text));
        }
        if (parsed.ok) {
          const again = parseSpf(buildSpf(parsed.value));
          if (!again.ok || buildSpf(again.value) !== buildSpf(parsed.value)) expect.fail(JSON.stringify(text));
        } else if (parsed.errors.some(({ position }) => position < 0 || position > text.length)) {
          expect.fail(JSON.stringify(text));
        }
        for (const { rule, message, fix, reference } of findings) {
          seen.add(rule);
          const isWhole = /^shop\.example: [A-Z0-9].*\.$/s.test(message) && /^[A-Z].*\.$/s.test(fix);
          if (!isWhole || message.length > 900 || !reference.startsWith("RFC 7208 §")) {
            expect.fail(`${JSON.stringify(text)} gives ${rule} ${message}`);
          }
        }
      }
    });
    expect([...seen].sort()).toEqual(RULES);
    expect(accepted).toBeGreaterThan(RECORDS / 10);
    expect(accepted).toBeLessThan(RECORDS / 2);
    expect(spent).toBeLessThan(MAX_MILLISECONDS);
  });
});

describe("a record of 65,000 characters is judged in short time", () => {
  it.each([
    " ",
    "a ",
    ":",
    "/",
    "//",
    "/1",
    "%",
    "%{",
    "%{d",
    "%{d1",
    "%{d}",
    "%%",
    ".",
    "-",
    "1",
    "x.",
    "-all",
    ",",
    "ip4:",
    "ip4:1.2.3.4 ",
    "-ip4:1.2.3.4 ip6:::1 ",
    "include:a.example ",
    "include:",
    "redirect=",
    "exp=a.example ",
    "é",
    "::",
  ])("of %j", (piece) => {
    const filler = piece.repeat(65_000 / piece.length);
    const spent = timed(() => {
      for (const text of ["", "a:", "include:", "ip4:", "ip6:", "x=", "exists:%{"].map(
        (start) => `v=spf1 ${start}${filler}`,
      )) {
        checkSpf(text, context);
      }
    });
    expect(spent).toBeLessThan(5000);
  });
});
