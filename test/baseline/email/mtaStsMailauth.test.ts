import { parsePolicy, resolvePolicy, validateMx } from "mailauth/lib/mta-sts.js";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../baseline/finding.js";
import { checkMtaSts, parseMtaSts } from "../../../baseline/email/mtaSts.js";
import {
  buildMtaStsPolicy,
  checkMtaStsPolicy,
  matchesMx,
  parseMtaStsPolicy,
} from "../../../baseline/email/mtaStsPolicy.js";
import { checkTlsRpt, parseTlsRpt } from "../../../baseline/email/tlsRpt.js";
import { numbers } from "../../support/numbers.js";

const RECORDS = 20_000;
const MAX_MILLISECONDS = 10_000;

/** The given texts with a few pieces cut, doubled or put in, and a text of such pieces now and then. */
function* mutants(seeds: readonly string[], splinters: readonly string[], seed: number): Generator<string> {
  const random = numbers(seed);
  const splinter = (): string => splinters[random(splinters.length)] ?? "";
  for (let index = 0; index < RECORDS; index++) {
    if (random(16) === 0) {
      yield Array.from({ length: random(12) }, splinter).join("");
      continue;
    }
    let text = seeds[random(seeds.length)] ?? "";
    for (let edit = random(3); edit >= 0; edit--) {
      const at = random(text.length + 1);
      const end = at + random(4);
      text = text.slice(0, at) + ([splinter(), "", text.slice(at, end).repeat(2)][random(3)] ?? "") + text.slice(end);
    }
    yield text;
  }
}

function expectSentences(findings: readonly Finding[], text: string): void {
  for (const { subject, rule, message, reference } of findings) {
    const sentence = message.slice(`${subject}: `.length);
    const isWhole = /^[A-Z].*\.$/s.test(sentence) && /^(STS|RPT)\d\d$/.test(rule) && reference.startsWith("RFC 846");
    if (!isWhole || message.length > 900) expect.fail(`${JSON.stringify(text)} gives ${rule} ${message}`);
  }
}

/** The id that mailauth, held to the letter of the RFC, finds in a record. */
async function judgedId(text: string): Promise<string | false> {
  const resolver = (): Promise<string[][]> => Promise.resolve([[text]]);
  return resolvePolicy("shop.example", { resolver, strict: true });
}

function judgedPolicy(text: string): ReturnType<typeof parsePolicy> | undefined {
  try {
    return parsePolicy(text, { strict: true });
  } catch {
    return undefined;
  }
}

describe(`${RECORDS} mutated MTA-STS records, judged by mailauth`, () => {
  const seeds = ["v=STSv1; id=20261124T120000;", "v=STSv1;id=a1", "v=STSv1; x-a=b; id=1; c.d=!"];
  const splinters = [..."; = \t\"'aZ9-._é\n", "id=", "v=STSv1", "; ", " ;", "id=2;", "x=y", "v=stsv1"];

  it("have the id that mailauth finds, or a fault; what we refuse beyond it is known", async () => {
    let accepted = 0;
    let stricter = 0;
    for (const text of mutants(seeds, splinters, 8461)) {
      const parsed = parseMtaSts(text);
      const findings = checkMtaSts(text, "_mta-sts.shop.example");
      expectSentences(findings, text);
      expect(findings.length === 0).toBe(parsed.ok);
      const judged = await judgedId(text);
      if (parsed.ok) {
        accepted++;
        expect(judged, JSON.stringify(text)).toBe(parsed.value.id);
      } else if (judged !== false) {
        // White space before the first semicolon (RFC 8461 §3.1 discards such records), and repeated fields.
        stricter++;
        const reasons = parsed.errors.map(({ message }) => message).join(" ");
        expect(reasons, JSON.stringify(text)).toMatch(/before the first semicolon|stands twice/);
      }
    }
    expect(accepted).toBeGreaterThan(RECORDS / 20);
    expect(stricter).toBeGreaterThan(0);
  });
});

describe(`${RECORDS} mutated policy files, judged by mailauth`, () => {
  const seeds = [
    buildMtaStsPolicy({ mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800 }),
    buildMtaStsPolicy({ mode: "none", mx: [], maxAge: 86_400 }),
    "version: STSv1\nmode: testing\nmx: a-b.example\nx-note: é\nmax_age: 31557600",
  ];
  const splinters = [
    ..."\r\n: *.-_1é\t",
    "\n",
    "\r\n",
    "mx: ",
    "mx: *.",
    "mode: none\n",
    "mode: Enforce\n",
    "max_age: 1\n",
    "STSv1",
    "x: y\n",
    "\u0000",
  ];

  it("have what mailauth reads, or a fault; what we refuse beyond it is known", () => {
    let accepted = 0;
    let stricter = 0;
    const spent = performance.now();
    for (const text of mutants(seeds, splinters, 3207)) {
      const parsed = parseMtaStsPolicy(text);
      const findings = checkMtaStsPolicy(text, "mta-sts.shop.example");
      expectSentences(findings, text);
      if (!parsed.ok) expect(findings.length, JSON.stringify(text)).toBeGreaterThanOrEqual(parsed.errors.length);
      const judged = judgedPolicy(text);
      if (parsed.ok) {
        accepted++;
        const { mode, maxAge, mx } = parsed.value;
        // mailauth keeps each pattern once, in lower case.
        const patterns = [...new Set(mx.map((pattern) => pattern.toLowerCase()))];
        expect({ mode: judged?.mode, maxAge: judged?.maxAge, mx: judged?.mx ?? [] }, JSON.stringify(text)).toEqual({
          mode,
          maxAge,
          mx: patterns,
        });
      } else if (judged !== undefined) {
        // mailauth passes over lines that are no fields and fields that stand twice, and knows no limits of names.
        stricter++;
        const reasons = parsed.errors.map(({ message }) => message).join(" ");
        expect(reasons, JSON.stringify(text)).toMatch(
          /^Line \d+ |no host name|all digits|IP address|has \d+ characters/,
        );
      }
    }
    expect(accepted).toBeGreaterThan(RECORDS / 20);
    expect(stricter).toBeGreaterThan(0);
    expect(performance.now() - spent).toBeLessThan(MAX_MILLISECONDS);
  });

  it("let senders deliver to the same hosts", () => {
    const random = numbers(4001);
    const labels = ["mx", "a", "b", "shop", "example", "xn--bcher-kva"];
    const name = (count: number): string =>
      Array.from({ length: count }, () => labels[random(labels.length)] ?? "").join(".");
    let matched = 0;
    for (let round = 0; round < RECORDS; round++) {
      const host = `${name(1 + random(3))}${random(4) === 0 ? "." : ""}`;
      const mx = Array.from({ length: 1 + random(2) }, () => `${random(2) === 0 ? "*." : ""}${name(1 + random(2))}`);
      const { valid } = validateMx(host, { mode: "enforce", mx, maxAge: 604_800, version: "STSv1" });
      expect(matchesMx(host, mx), `${host} against ${mx.join(" ")}`).toBe(valid);
      if (valid) matched++;
    }
    expect(matched).toBeGreaterThan(RECORDS / 50);
  });
});

describe(`${RECORDS} mutated TLS-RPT records`, () => {
  const seeds = [
    "v=TLSRPTv1; rua=mailto:tls@shop.example;",
    "v=TLSRPTv1;rua=mailto:a%2Cb@shop.example , https://r.shop.example:8443/v1?x=y; z=1",
  ];
  const splinters = [..."; =,!:@%/\té", "rua=", "mailto:", "https://", "http:", "!10m", "v=TLSRPTv1", "user:x@"];

  it("are read, or refused with whole sentences; what is read names destinations", () => {
    let accepted = 0;
    for (const text of mutants(seeds, splinters, 8460)) {
      const parsed = parseTlsRpt(text);
      const findings = checkTlsRpt(text, "_smtp._tls.shop.example");
      expectSentences(findings, text);
      expect(findings.length === 0).toBe(parsed.ok);
      if (!parsed.ok) continue;
      accepted++;
      expect(parsed.value.rua.length).toBeGreaterThan(0);
      for (const uri of parsed.value.rua) expect(URL.canParse(uri), text).toBe(true);
    }
    expect(accepted).toBeGreaterThan(RECORDS / 20);
  });
});

describe("a text of 65,000 characters is read in linear time", () => {
  it.each([";", "=", " ", "\t", "\n", "\r\n", "a=b;", "x: y\n", "mx: a.b\n", ",", "!1", ":", "*.", "%", "v=STSv1;"])(
    "of %j",
    (piece) => {
      const filler = piece.repeat(65_000 / piece.length);
      const start = performance.now();
      for (const before of ["", "v=STSv1; id=", "v=TLSRPTv1; rua=https://", "version: STSv1\nmx: "]) {
        checkMtaSts(before + filler, "x");
        checkTlsRpt(before + filler, "x");
        checkMtaStsPolicy((before + filler).slice(0, 65_000), "x");
      }
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});
