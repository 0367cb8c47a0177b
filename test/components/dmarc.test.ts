import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fromCloudflareTxt } from "../../baseline/email/txt.js";
import {
  DmarcPolicy,
  DnsProvider,
  EmailDomain,
  esp,
  google,
  type DmarcArgs,
  type DmarcRolloutArgs,
  type EffectivePolicy,
  type EmailDomainArgs,
} from "../../index.js";
import { run } from "../support/pack.js";
import { deploy, refusalOf } from "../support/program.js";
import { rsaKey } from "../support/records.js";

const DOMAIN = "shop.example";
const RUA = `rua=mailto:dmarc@${DOMAIN}`;
const rollout: DmarcRolloutArgs = {
  stages: [
    { policy: DmarcPolicy.None, notBefore: "2026-01-10" },
    { policy: DmarcPolicy.Quarantine, notBefore: "2026-02-10", testUntil: "2026-02-20" },
    { policy: DmarcPolicy.Reject, notBefore: "2026-03-21" },
  ],
};

/** DMARC arguments of an EmailDomain, and the day for which it is planned. */
type Given = Partial<DmarcArgs> & Pick<EmailDomainArgs, "today">;

const on = (today: string): Given => ({ rollout, today });

interface Result {
  readonly text: string;
  readonly exceptions: string[];
  readonly effective: EffectivePolicy[];
  /** What the pack says of the resources, by policy. */
  readonly findings: string[];
}

const argsOf = ({ today, ...dmarc }: Given, more: Partial<EmailDomainArgs>): EmailDomainArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  senders: [google({ dkimKey: rsaKey(2048) })],
  ...more,
  ...(today !== undefined && { today }),
  dmarc: { reportTo: [`dmarc@${DOMAIN}`], ...dmarc },
});

/** What an EmailDomain with these DMARC arguments registers and gives. */
async function made(dmarc: Given, more: Partial<EmailDomainArgs> = {}): Promise<Result> {
  let outputs: pulumi.Output<[string, string[], EffectivePolicy[]]> | undefined;
  const registered = await deploy(() => {
    const mail = new EmailDomain("mail", argsOf(dmarc, more));
    outputs = pulumi.all([mail.dmarc, mail.exceptions, mail.effectivePolicy]);
  });
  const record = registered.find(({ name }) => name === "mail-dmarc");
  const published = fromCloudflareTxt(String(record?.inputs["content"]));
  const [text, exceptions, effective] = await new Promise<[string, string[], EffectivePolicy[]]>((resolve) => {
    outputs?.apply(resolve);
  });
  expect(published.ok && published.value.text).toBe(text);
  const findings = (await run(registered)).map(({ policy }) => policy);
  return { text, exceptions, effective, findings };
}

/** The error of a refused EmailDomain. */
function refused(dmarc: Given, more: Partial<EmailDomainArgs> = {}): Promise<string> {
  return refusalOf(() => new EmailDomain("mail", argsOf(dmarc, more)));
}

describe("a rollout", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ["2026-01-10", `v=DMARC1; p=none; sp=none; np=none; ${RUA}`],
    ["2026-02-09", `v=DMARC1; p=none; sp=none; np=none; ${RUA}`],
    ["2026-02-10", `v=DMARC1; p=quarantine; sp=quarantine; np=quarantine; ${RUA}; t=y`],
    ["2026-02-21", `v=DMARC1; p=quarantine; sp=quarantine; np=quarantine; ${RUA}`],
    ["2026-03-21", `v=DMARC1; p=reject; sp=reject; np=reject; ${RUA}`],
  ])("publishes on %s: %s", async (today, text) => {
    expect((await made(on(today))).text).toBe(text);
  });

  test("takes the current date in UTC where it is given none", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-02-20T23:59:59Z") });
    expect((await made({ rollout })).text).toContain("t=y");
    vi.setSystemTime(new Date("2026-02-21T00:00:00Z"));
    expect((await made({ rollout })).text).not.toContain("t=y");
  });

  test("says the same on any day where it is given one", async () => {
    const before = await made(on("2026-01-15"));
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2030-01-01T00:00:00Z") });
    expect(await made(on("2026-01-15"))).toEqual(before);
  });

  test("shows where it stands in the exceptions, and what receivers make of a test", async () => {
    const { exceptions, effective } = await made(on("2026-02-15"));
    expect(exceptions).toEqual([
      "dmarc.rollout is at quarantine since 2026-02-10: forged mail is put aside, not refused; reject follows on 2026-03-21.",
      "dmarc.rollout tests quarantine with t=y until 2026-02-20: receivers of RFC 9989 apply none.",
      ...["the domain", "an existing subdomain", "a missing subdomain"].map(
        (subject) =>
          `Receivers apply different policies to ${subject}: none by RFC 9989, none by RFC 9989 with compact denial, quarantine by RFC 7489.`,
      ),
    ]);
    expect(effective.filter(({ subject }) => subject === "the domain").map(({ policy }) => policy)).toEqual([
      "none",
      "none",
      "quarantine",
    ]);
  });

  test("leaves nothing to except, and nothing for the pack to say, once it is at reject", async () => {
    const { exceptions, findings } = await made(on("2026-03-21"));
    expect(exceptions).toEqual([]);
    expect(findings.filter((policy) => policy !== "undetermined")).toEqual([]);
  });

  test("at none is what the pack refuses without an exemption that ends", async () => {
    expect((await made(on("2026-01-15"))).findings).toContain("dmarc-enforcement");
  });

  test("keeps a stricter policy for subdomains that is given beside it", async () => {
    const { text } = await made({ ...on("2026-01-15"), subdomainPolicy: DmarcPolicy.Reject });
    expect(text).toBe(`v=DMARC1; p=none; sp=reject; np=reject; ${RUA}`);
  });

  test("announces the sender that will be refused when it reaches reject", async () => {
    const senders = [google({ dkimKey: rsaKey(2048) }), esp({ name: "Old", dkim: [], include: "spf.old.example" })];
    const { exceptions } = await made(on("2026-02-25"), { senders });
    expect(exceptions).toContain(
      "Old has no DKIM key under this domain: its forwarded mail fails DMARC, and from 2026-03-21 on the rollout's p=reject is refused.",
    );
    expect(await refused(on("2026-03-21"), { senders })).toMatch(/senders\[1\]: Old has no aligned DKIM key.*reject/);
  });

  test.each<[string, Given, RegExp]>([
    ["beside a policy", { ...on("2026-02-25"), policy: DmarcPolicy.Reject }, /dmarc\.policy: The rollout decides/],
    [
      "with every fault of its stages",
      { ...on("tomorrow"), rollout: { stages: rollout.stages.slice(1) } },
      /today: "tomorrow" is no date/,
    ],
    [
      "out of order",
      { ...on("2026-02-25"), rollout: { stages: rollout.stages.toReversed() } },
      /dmarc\.rollout\.stages\[0\]\.policy: .*must follow quarantine/,
    ],
    [
      "with a weaker policy for subdomains",
      { ...on("2026-03-21"), subdomainPolicy: DmarcPolicy.Quarantine },
      /sp=quarantine protects subdomains less/,
    ],
  ])("is refused %s", async (_, dmarc, message) => {
    const error = await refused(dmarc);
    expect(error).toMatch(message);
    expect(error).toContain('EmailDomain "mail" is refused');
  });
});

describe("the effective policy", () => {
  test("is reject by every receiver for the defaults", async () => {
    const { effective, exceptions } = await made({});
    expect(effective).toHaveLength(9);
    expect(new Set(effective.map(({ policy }) => policy))).toEqual(new Set(["reject"]));
    expect(exceptions).toEqual([]);
  });

  test("of a subdomain is known for itself only, and its record has no policy for subdomains", async () => {
    const { text, effective, findings } = await made({}, { domain: `news.${DOMAIN}` });
    expect(text).toBe(`v=DMARC1; p=reject; ${RUA}`);
    expect(effective.map(({ policy }) => policy)).toEqual([
      ...Array<string>(3).fill("reject"),
      ...Array<string>(6).fill("unknown"),
    ]);
    expect(findings.filter((policy) => policy !== "undetermined")).toEqual([]);
  });

  test("of subdomains of a subdomain cannot be set there", async () => {
    const error = await refused(
      { policy: DmarcPolicy.Quarantine, subdomainPolicy: DmarcPolicy.Reject },
      { domain: `news.${DOMAIN}` },
    );
    expect(error).toMatch(/dmarc\.subdomainPolicy: news\.shop\.example lies below shop\.example/);
  });
});

describe("reports to another organisation", () => {
  const reportTo = [`dmarc@${DOMAIN}`, "shop@reports.example"];

  test("are refused without an authorisation, with the name of the record that is needed", async () => {
    expect(await refused({ reportTo })).toMatch(
      /dmarc\.reportTo\[1\]: reports\.example belongs to another organisation.*shop\.example\._report\._dmarc\.reports\.example.*dmarc\.reportsAuthorizedBy/,
    );
  });

  test("are accepted from a receiver that is named as authorising them", async () => {
    const { text, exceptions } = await made({ reportTo, reportsAuthorizedBy: ["Reports.Example"] });
    expect(text).toContain(`rua=mailto:dmarc@${DOMAIN},mailto:shop@reports.example`);
    expect(exceptions).toEqual([]);
  });

  test("need none within the organisation", async () => {
    expect((await made({ reportTo: [`dmarc@reports.${DOMAIN}`] })).exceptions).toEqual([]);
  });

  test.each([
    [
      "that receives nothing",
      ["other.example", "reports.example"],
      /dmarc\.reportsAuthorizedBy\[0\]: .*"other\.example"/,
    ],
    ["that needs no authorisation", ["reports.example", DOMAIN], /dmarc\.reportsAuthorizedBy\[1\]: .*"shop\.example"/],
  ])("are refused beside an authorising domain %s", async (_, reportsAuthorizedBy, message) => {
    expect(await refused({ reportTo, reportsAuthorizedBy })).toMatch(message);
  });
});
