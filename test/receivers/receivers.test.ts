import { spawnSync } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appliedPolicy } from "../../baseline/email/dmarc.js";
import { CATALOGUE } from "../../baseline/email/senders/catalogue.js";
import { senderExamples } from "../support/senderExamples.js";
import { CONTROLS, fromOf } from "./controls.js";
import { DIFFERENCES, expectedOf } from "./differences.js";
import { KeyRing } from "./keyRing.js";
import { mailsOf, MISSING_HOST, unsignedMessage, type Mail } from "./mails.js";
import { zonePath } from "./nameServers.js";
import { page, type JudgedControl } from "./page.js";
import { MAIL_KINDS, outcomeOf } from "./prediction.js";
import { judge, RECEIVER_NAMES, RECEIVERS, type Judgement, type Receiver } from "./receivers.js";
import { Denial, domainName, shopDomains } from "./shopDomains.js";
import { startStage, zonesOf, type Stage } from "./stage.js";
import { StandIns } from "./standIns.js";
import { zoneFile, type DnsRecord } from "./zoneFile.js";

const ring = new KeyRing();
const shops = shopDomains(ring);
const { RECEIVERS_FOLDER } = process.env;
if (RECEIVERS_FOLDER === undefined)
  throw new Error("Run it with npm run test:receivers: it needs a network of its own.");
const folder = mkdtempSync(path.join(RECEIVERS_FOLDER, "stage-"));
let stage: Stage | undefined;
let mails: Mail[] = [];
let found: Record<Receiver, Judgement[]>;
let controls: JudgedControl[] = [];
let zones: string[] = [];

beforeAll(async () => {
  const standIns = new StandIns(ring);
  for (const shop of shops) standIns.serve(shop);
  const ofSenders = shops.flatMap((shop) => shop.senders.map((sender) => mailsOf(shop, sender, standIns)));
  mails = (await Promise.all(ofSenders)).flat();
  const served = zonesOf(shops, standIns);
  zones = served.map(({ origin }) => origin);
  stage = await startStage(folder, served);
  found = await judge(mails, stage);
  const trials = CONTROLS.flatMap((control) => Object.values(Denial).map((denial) => ({ control, denial })));
  const messages = await Promise.all(trials.map(({ control, denial }) => unsignedMessage(fromOf(control, denial))));
  const verdicts = await judge(messages, stage);
  controls = trials.map((trial, index) => ({
    ...trial,
    outcomes: {
      mailauth: verdicts.mailauth[index]?.outcome,
      rspamd: verdicts.rspamd[index]?.outcome,
      OpenDMARC: verdicts.OpenDMARC[index]?.outcome,
    },
  }));
});
afterAll(() => stage?.stop());

/** BIND's judgement of a zone file: every check that it has, as an error. */
function checkZone(origin: string, file: string): { status: number | null; output: string } {
  const strict = ["-i", "full", "-k", "fail", "-m", "fail", "-M", "fail", "-n", "fail", "-r", "fail", "-S", "fail"];
  const { status, stdout, stderr } = spawnSync("named-checkzone", [...strict, `${origin}.`, file], {
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

describe("the zones", () => {
  test("are accepted by named-checkzone", () => {
    const refused = zones
      .map((origin) => checkZone(origin, zonePath(folder, origin)))
      .filter(({ status }) => status !== 0);
    expect(refused).toEqual([]);
  });

  test("would be refused by named-checkzone if a name held a CNAME and a TXT record", () => {
    const file = path.join(folder, "clash.zone");
    const clash: DnsRecord[] = [
      { name: "em.shop.example", type: "CNAME", value: "bounces.example" },
      { name: "em.shop.example", type: "TXT", value: "v=spf1 -all" },
    ];
    writeFileSync(file, zoneFile("shop.example", clash));
    expect(checkZone("shop.example", file)).toMatchObject({
      status: 1,
      output: expect.stringContaining("CNAME") as string,
    });
  });

  test.each(shops)("give every record of $domain as it was planned", async ({ records }) => {
    const resolver = new Resolver();
    // Of a delegation, the zone below answers.
    const own = records.filter(({ type }) => type !== "NS");
    const read = await Promise.all(
      own.map(async ({ name, type }): Promise<string[]> => {
        if (type === "TXT") return (await resolver.resolveTxt(name)).map((strings) => strings.join(""));
        if (type === "MX") return (await resolver.resolveMx(name)).map((mx) => `${mx.priority} ${mx.exchange}`);
        return type === "CAA" ? [] : await resolver.resolve(name, type);
      }),
    );
    own.forEach(({ value }, index) => expect(read[index]).toContain(value));
  });

  test.each([
    [Denial.Plain, "ENOTFOUND"],
    [Denial.Compact, "ENODATA"],
  ])("with %s answer %s for a name that does not exist", async (denial, code) => {
    const name = `${MISSING_HOST}.${domainName("shop", denial)}`;
    await expect(new Resolver().resolveMx(name)).rejects.toMatchObject({ code });
  });
});

describe("the plan", () => {
  test("covers every sender of the catalogue", () => {
    expect(new Set(senderExamples.map(({ service }) => service))).toEqual(new Set(Object.keys(CATALOGUE)));
  });

  test("foresees under p=reject that genuine mail is delivered and forged mail refused", () => {
    const strict = mails.filter(({ shop, kind }) => shop.policy === "reject" && MAIL_KINDS[kind].by !== "either");
    const wrong = strict.filter(
      ({ kind, predicted }) => (predicted.outcome === "delivered") !== (MAIL_KINDS[kind].by === "sender"),
    );
    expect(strict.length).toBeGreaterThan(0);
    expect(wrong.map(({ shop, sender, kind }) => `${shop.domain} ${sender} ${kind}`)).toEqual([]);
  });
});

/** What of a verdict a receiver gives. */
function partOf(receiver: Receiver, verdict: Judgement): Judgement {
  return Object.fromEntries(RECEIVERS[receiver].map((part) => [part, verdict[part]]));
}

describe.each(shops)("mail of $domain", ({ domain }) => {
  test.each(RECEIVER_NAMES)("is judged by %s as the plan foresees", (receiver) => {
    const own = mails.flatMap((mail, index) => (mail.shop.domain === domain ? [{ mail, index }] : []));
    const named = (judgementOf: (mail: Mail, index: number) => Judgement): Record<string, Judgement> =>
      Object.fromEntries(own.map(({ mail, index }) => [`${mail.sender}, ${mail.kind}`, judgementOf(mail, index)]));
    expect(own.length).toBeGreaterThan(0);
    expect(named((_, index) => partOf(receiver, found[receiver][index] ?? {}))).toEqual(
      named(({ predicted }) => partOf(receiver, expectedOf(receiver, predicted))),
    );
  });
});

test.each(DIFFERENCES)("$receiver differs as explained: $why", ({ receiver, concerns, instead }) => {
  const concerned = mails.flatMap(({ predicted }, index) => (concerns(predicted) ? [found[receiver][index]] : []));
  expect(concerned.length).toBeGreaterThan(0);
  for (const judgement of concerned) expect(judgement).toMatchObject(instead);
});

describe.each(CONTROLS)("forged mail under $dmarc", ({ label, dmarc, audience, current, old }) => {
  test.each(Object.values(Denial))("in a zone with %s meets what its reader's standard says", (denial) => {
    const outcomes = controls.find((each) => each.control.label === label && each.denial === denial)?.outcomes;
    expect(outcomes).toEqual({ mailauth: current[denial], rspamd: old, OpenDMARC: old });
  });

  test.each(Object.values(Denial))("in a zone with %s meets what the baseline says", (denial) => {
    const seen = denial === Denial.Compact && audience === "missingSubdomain" ? "subdomain" : audience;
    expect(outcomeOf(appliedPolicy(dmarc, seen))).toBe(current[denial]);
  });
});

test("docs/receivers.md tells all this", async () => {
  const judged = mails.map((mail, index) => {
    const agrees = (receiver: Receiver): boolean =>
      JSON.stringify(partOf(receiver, found[receiver][index] ?? {})) ===
      JSON.stringify(partOf(receiver, expectedOf(receiver, mail.predicted)));
    return {
      mail,
      agreed: Object.fromEntries(RECEIVER_NAMES.map((name) => [name, agrees(name)])) as Record<Receiver, boolean>,
    };
  });
  const text = page(judged, controls);
  process.stdout.write(`\n${text}\n`);
  await expect(text).toMatchFileSnapshot("../../docs/receivers.md");
});
