import { describe, expect, test } from "vitest";
import { readOperation, type EngineEvent, type PolicyEvent } from "../../preview/engineEvent.js";
import { resultOf, type Catalogue } from "../../preview/eventLog.js";
import type { PreviewResult } from "../../preview/result.js";

const STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
const RECORD = "urn:pulumi:prod::shop::cloudflare:index/dnsRecord:DnsRecord::spf";
const catalogue: Catalogue = new Map([
  ["spf-ends", { id: "SPF08", description: "A record ends.", severity: "high" as const }],
  ["key-strength", { id: "DK01", description: "A key is strong.", severity: "high" as const }],
]);

type Numbered = Omit<EngineEvent, "sequence">;

async function* lines(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield* text.split("\n");
}

function logOf(events: readonly Numbered[]): string {
  return `${events.map((event, sequence) => JSON.stringify({ sequence, timestamp: 1, ...event })).join("\n")}\n`;
}

async function read(text: string): Promise<PreviewResult & { earlier: number }> {
  const { events, isComplete, earlier } = await readOperation(lines(text), "events.json");
  return { ...resultOf(events, isComplete, catalogue), earlier };
}

const made = (urn: string, more: object = {}): Numbered => ({
  resourcePreEvent: { metadata: { new: { urn, type: urn.split("::")[2] ?? "", parent: "", ...more } }, planning: true },
});
const ours = { policyPackName: "storefront-baseline", policyPackVersion: "1.2.3" };
const judged: Numbered = {
  policyAnalyzeSummaryEvent: {
    ...ours,
    passed: ["baseline-settings", "spf-ends", "undetermined", "exempted", "secrets-seen"],
  },
};
const said = (policyName: string, message: string, more: PolicyEvent = {}): Numbered => ({
  policyEvent: { ...ours, policyName, message, resourceUrn: RECORD, enforcementLevel: "mandatory", ...more },
});
const end: Numbered = { summaryEvent: { isPreview: true, PolicyPacks: { "storefront-baseline|local|/x": "1.2.3" } } };
const whole = (...events: Numbered[]): string =>
  logOf([made(STACK), made(RECORD), judged, ...events, end, { cancelEvent: {} }]);

describe("a log", () => {
  test("gives project, stack, operation and packs, with the policies that were in force", async () => {
    const result = await read(whole());
    expect(result).toMatchObject({
      program: "shop",
      stack: "prod",
      operation: "preview",
      isComplete: true,
      earlier: 0,
    });
    expect(result.packs).toEqual([
      {
        ...{ name: "storefront-baseline", version: "1.2.3" },
        policies: [
          { id: "baseline-settings", policy: "baseline-settings", title: "", severity: "", enforcementLevel: "" },
          { id: "SPF08", policy: "spf-ends", title: "A record ends.", severity: "high", enforcementLevel: "" },
        ],
      },
    ]);
    expect(result.summary).toEqual({ resources: 2, mandatory: 0, advisory: 0, exempted: 0, undetermined: 0 });
  });

  test("is an update's where its steps are no plan", async () => {
    const log = logOf([
      judged,
      { resourcePreEvent: { metadata: { new: { urn: STACK, type: "pulumi:pulumi:Stack" } } } },
    ]);
    expect(await read(log)).toMatchObject({ operation: "update", isComplete: false });
  });

  test("gives each resource once, with neither secrets nor marks, and no default provider", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const inputs = { id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", key: secret, other: "[secret]", __defaults: [] };
    const provider = "urn:pulumi:prod::shop::pulumi:providers:aws::default_7_48_0";
    const gone = { resourcePreEvent: { metadata: { new: null } } };
    const log = whole(made(provider), gone, made(RECORD, { inputs, protect: true, parent: STACK }));
    expect((await read(log)).resources.slice(1)).toEqual([
      {
        ...{ urn: RECORD, type: "cloudflare:index/dnsRecord:DnsRecord", name: "spf", parent: STACK },
        inputs: { id: "[unknown]", key: "[secret]", other: "[secret]" },
        options: { protect: true, ignoreChanges: [] },
      },
    ]);
  });

  test("gives warnings and errors once, without colours and without debugging", async () => {
    const warn = { diagnosticEvent: { severity: "warning", message: "<{%fg 3%}>old<{%reset%}> version\n" } };
    const debug = { diagnosticEvent: { severity: "debug", message: "registering" } };
    const passing = { diagnosticEvent: { severity: "info", message: "…", ephemeral: true } };
    const printed = { diagnosticEvent: { severity: "info#err", message: "\u001b[1mprinted\u001b[0m\n" } };
    expect((await read(whole(warn, debug, passing, warn, printed))).diagnostics).toEqual([
      { severity: "warning", message: "old version" },
      { severity: "info", message: "printed" },
    ]);
  });
});

describe("what a policy said", () => {
  test("is a violation, with the rule's id and without the policy's description", async () => {
    const { violations } = await read(
      whole(said("spf-ends", "A record ends.\n<{%reset%}>It does not.\nFix: End it.\n")),
    );
    expect(violations).toEqual([
      {
        ...{ id: "SPF08", policy: "spf-ends", pack: "storefront-baseline", severity: "high" },
        ...{ enforcementLevel: "mandatory", urn: RECORD, message: "It does not.\nFix: End it." },
      },
    ]);
  });

  test("of the whole stack belongs to the stack", async () => {
    const { violations } = await read(whole(said("spf-ends", "A record ends.\nIt does not.", { resourceUrn: "" })));
    expect(violations[0]?.urn).toBe(STACK);
  });

  test("at the level remediate blocks, at another it advises", async () => {
    const levels = ["remediate", "warning", "advisory"].map((enforcementLevel) =>
      said("spf-ends", "x", { enforcementLevel }),
    );
    const { violations } = await read(whole(...levels));
    expect(violations.map(({ enforcementLevel }) => enforcementLevel)).toEqual(["mandatory", "advisory", "advisory"]);
  });

  test("of exemptions and of what could not be judged is read as in an offline preview", async () => {
    const exempted =
      "Findings that an exemption covers.\nDK01 key-strength (until 2999-12-31): It moves. — The key is weak.\n";
    const unknown =
      "What the rules could not judge.\nSPF08 spf-ends: It is not known.\nDK01 key-strength: Nor is this.\n";
    const advisory = { enforcementLevel: "advisory" };
    const result = await read(whole(said("exempted", exempted, advisory), said("undetermined", unknown, advisory)));
    expect(result.violations).toEqual([
      {
        ...{ id: "DK01", policy: "key-strength", pack: "storefront-baseline", severity: "high", urn: RECORD },
        ...{ enforcementLevel: "advisory", message: "The key is weak." },
        exemption: { expires: "2999-12-31", reason: "It moves." },
      },
    ]);
    expect(result.undetermined.map(({ id, policy, reason }) => [id, policy, reason])).toEqual([
      ["DK01", "key-strength", "Nor is this."],
      ["SPF08", "spf-ends", "It is not known."],
    ]);
    expect(result.summary).toMatchObject({ mandatory: 0, exempted: 1, undetermined: 2 });
  });

  test("when it touched an unknown value is no violation", async () => {
    const message =
      "Servers run a known image.\ncan't run policy 'ami' during preview: string value at .ami can't be known";
    const foreign = { policyPackName: "team", enforcementLevel: "advisory" };
    const untold = "can't run policy 'ami' during preview: string value at .ami can't be known";
    expect((await read(whole(said("ami", untold, foreign)))).undetermined).toMatchObject([{ id: "ami", pack: "team" }]);
    // The description of a policy that is not ours is not known, and may be the message's own first line.
    expect((await read(whole(said("ami", message, foreign)))).undetermined).toMatchObject([
      { id: "ami", pack: "team" },
    ]);
  });

  test("of another's pack stays that pack's, even where a policy is called as one of ours", async () => {
    const theirs = { policyPackName: "team", policyPackVersion: "9.0.0", severity: "low" as const };
    const result = await read(
      whole(said("spf-ends", "Ours is another.\nNo.", theirs), said("exempted", "Not an entry.", theirs)),
    );
    expect(result.violations.map(({ id, pack, severity, message }) => [id, pack, severity, message])).toEqual([
      ["exempted", "team", "low", "Not an entry."],
      ["spf-ends", "team", "low", "Ours is another.\nNo."],
    ]);
    expect(result.packs.map(({ name, version }) => [name, version])).toEqual([
      ["storefront-baseline", "1.2.3"],
      ["team", "9.0.0"],
    ]);
  });

  test("is known as ours by its description, where an older engine gives no summaries", async () => {
    const { violations, packs } = await read(logOf([made(STACK), said("spf-ends", "A record ends.\nNo."), end]));
    expect(violations).toMatchObject([{ id: "SPF08", message: "No." }]);
    expect(packs).toMatchObject([{ name: "storefront-baseline" }]);
  });
});

test("a remediation is told with what it changed, and secrets stay masked", async () => {
  const masked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
  const event = {
    ...ours,
    policyName: "spf-ends",
    resourceUrn: RECORD,
    before: { key: masked, ttl: 1, name: "shop.example" },
    after: { key: "[secret]", ttl: 300, name: "shop.example" },
  };
  const result = await read(whole({ policyRemediationEvent: event }));
  const common = { id: "SPF08", policy: "spf-ends", pack: "storefront-baseline", urn: RECORD };
  expect(result.remediations).toEqual([{ ...common, properties: [{ path: "ttl", before: 1, after: 300 }] }]);
  expect(JSON.stringify(result)).not.toContain("ciphertext");
});

describe("a log that ends early", () => {
  test("within a line is read up to there, and is not complete", async () => {
    const log = whole(said("spf-ends", "A record ends.\nNo."));
    const cut = log.slice(0, log.indexOf('"summaryEvent"') + 20);
    expect(await read(cut)).toMatchObject({ isComplete: false, summary: { mandatory: 1 } });
  });

  test("between two lines is not complete either", async () => {
    expect(await read(logOf([made(STACK), judged]))).toMatchObject({ isComplete: false });
  });
});

describe("several operations in one log", () => {
  const update: Numbered = { summaryEvent: { isPreview: false, PolicyPacks: {} } };

  test("one after the other: the last is read", async () => {
    const preview = whole(said("spf-ends", "A record ends.\nNo."));
    const result = await read(preview + logOf([made(STACK), judged, update]));
    expect(result).toMatchObject({ operation: "update", earlier: 1, summary: { resources: 1, mandatory: 0 } });
  });

  test("with numbers that go on after the first one's end", async () => {
    const events = [made(STACK), judged, said("spf-ends", "x"), end, { cancelEvent: {} }, made(STACK), judged, update];
    expect(await read(logOf(events))).toMatchObject({ operation: "update", earlier: 1, summary: { mandatory: 0 } });
  });
});

describe("an error, and a sentence that says what to do, comes", () => {
  const refusals: Record<string, [string, RegExp]> = {
    "of a log in which no pack ran": [
      logOf([
        made(STACK),
        { diagnosticEvent: { severity: "error", message: "the pack did not load" } },
        { summaryEvent: { PolicyPacks: {} } },
      ]),
      /^No policy pack ran .*--policy-pack DIR and --event-log FILE\.\nthe pack did not load$/,
    ],
    "of an empty file": ["", /^events\.json holds no event/],
    "of a file that is no JSON": ["hello\nworld\n", /^events\.json:1 is no JSON\. Give the file/],
    "of a line within that is no JSON": [`${whole()}{"sequence\n${whole()}`, /^events\.json:6 is no JSON\./],
    "of JSON that is no event": ['{"policyEvent":{}}\n', /^events\.json:1 is no event of Pulumi's engine\./],
    "of a JSON text": ['"sequence"\n', /^events\.json:1 is no event/],
  };

  test.each(Object.entries(refusals))("%s", async (_, [log, says]) => {
    await expect(read(log)).rejects.toThrow(says);
  });

  test("but of no byte order mark and no carriage returns, which Windows adds", async () => {
    expect(await read(`\ufeff${whole().replaceAll("\n", "\r\n")}`)).toMatchObject({ isComplete: true });
  });
});
