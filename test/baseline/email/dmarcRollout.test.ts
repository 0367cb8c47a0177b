import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDate } from "../../../baseline/calendarDate.js";
import { evaluateRollout, type DmarcStage } from "../../../baseline/email/dmarcRollout.js";
import { policyStrength, type DmarcPolicy } from "../../../baseline/email/dmarc.js";

const stages: readonly DmarcStage[] = [
  { policy: "none", notBefore: "2026-01-10" },
  { policy: "quarantine", notBefore: "2026-02-10" },
  { policy: "reject", notBefore: "2026-03-10" },
];
const waiver = { reason: "The help desk's mail failed; ticket 412.", expires: "2026-05-31" };
const withTest: readonly DmarcStage[] = [
  { policy: "none", notBefore: "2026-01-10" },
  { policy: "quarantine", notBefore: "2026-02-10", testUntil: "2026-02-20" },
  { policy: "reject", notBefore: "2026-03-21", testUntil: "2026-03-31" },
];
const lowered: readonly DmarcStage[] = [...stages, { policy: "quarantine", notBefore: "2026-04-02", waiver }];
const today = "2026-06-01";
/** The same stages with one of them changed. */
const changed = (from: readonly DmarcStage[], index: number, change: Partial<DmarcStage>): DmarcStage[] =>
  from.map((stage, at) => (at === index ? { ...stage, ...change } : stage));

describe("a rollout publishes", () => {
  it.each([
    ["none on its first day", stages, "2026-01-10", "none", false],
    ["none until the day before the next stage", stages, "2026-02-09", "none", false],
    ["quarantine from its day on", stages, "2026-02-10", "quarantine", false],
    ["quarantine until the day before the next stage", stages, "2026-03-09", "quarantine", false],
    ["reject from its day on", stages, "2026-03-10", "reject", false],
    ["reject for ever", stages, "2099-12-31", "reject", false],
    ["a tested quarantine through the test's last day", withTest, "2026-02-20", "quarantine", true],
    ["quarantine itself on the day after the test", withTest, "2026-02-21", "quarantine", false],
    ["a tested reject", withTest, "2026-03-21", "reject", true],
    ["quarantine again under a waiver, through its last day", lowered, "2026-05-31", "quarantine", false],
    ["only none where only that is planned", stages.slice(0, 1), today, "none", false],
  ] as const)("%s", (_, given, day, policy, isTesting) => {
    const { state, problems } = evaluateRollout(given, day);
    expect(problems).toEqual([]);
    expect(state).toMatchObject({ policy, isTesting });
  });

  it("nothing weaker in its exceptions once it is at reject", () => {
    expect(evaluateRollout(stages, today).state?.exceptions).toEqual([]);
  });

  it.each([
    [
      "none",
      stages,
      "2026-01-15",
      ["dmarc.rollout is at none since 2026-01-10: forged mail is delivered; quarantine follows on 2026-02-10."],
    ],
    [
      "quarantine that is to last",
      stages.slice(0, 2),
      today,
      ["dmarc.rollout is at quarantine since 2026-02-10: forged mail is put aside, not refused; no stage follows."],
    ],
    [
      "a test of reject",
      withTest,
      "2026-03-25",
      ["dmarc.rollout tests reject with t=y until 2026-03-31: receivers of RFC 9989 apply quarantine."],
    ],
    [
      "a stage under a waiver",
      lowered,
      "2026-05-01",
      [
        "dmarc.rollout is at quarantine since 2026-04-02: forged mail is put aside, not refused; no stage follows.",
        "dmarc.rollout was lowered to quarantine under a waiver until 2026-05-31: The help desk's mail failed; ticket 412.",
      ],
    ],
  ])("%s, and says so in its exceptions", (_, given, day, sentences) => {
    expect(evaluateRollout(given, day).state?.exceptions).toEqual(sentences);
  });
});

describe("a rollout is refused", () => {
  it.each<[string, readonly DmarcStage[], string, string, RegExp]>([
    ["without a stage", [], today, "stages", /no stage.*none/],
    [
      "with a first stage that is not none",
      stages.slice(1),
      today,
      "stages[0].policy",
      /quarantine is the first; it must follow none/,
    ],
    [
      "that skips quarantine",
      [stages[0], stages[2]] as DmarcStage[],
      today,
      "stages[1].policy",
      /reject follows none; it must follow quarantine/,
    ],
    [
      "with a misspelt policy",
      changed(stages, 2, { policy: "rejct" as DmarcPolicy }),
      today,
      "stages[2].policy",
      /"rejct" is no policy.*none, quarantine, reject/,
    ],
    [
      "with a date that does not exist",
      changed(stages, 1, { notBefore: "2026-02-30" }),
      today,
      "stages[1].notBefore",
      /"2026-02-30" is no date.*2027-01-31/,
    ],
    [
      "with a test date that does not exist",
      changed(withTest, 1, { testUntil: "soon" }),
      today,
      "stages[1].testUntil",
      /"soon" is no date/,
    ],
    ["with a today that does not exist", stages, "2026-06-31", "today", /"2026-06-31" is no date/],
    [
      "out of order",
      changed(stages, 2, { notBefore: "2026-02-01" }),
      today,
      "stages[2].notBefore",
      /2026-02-01, and the stage before it begins on 2026-02-10/,
    ],
    [
      "with two stages on one day",
      changed(stages, 1, { notBefore: "2026-01-10" }),
      today,
      "stages[1].notBefore",
      /Give a later day/,
    ],
    [
      "with less than a month of none",
      changed(stages, 1, { notBefore: "2026-02-09" }),
      today,
      "stages[1].notBefore",
      /less than a month after none.*2026-02-10 or later.*RFC 9989 §7\.4/,
    ],
    [
      "with less than a month of quarantine",
      changed(stages, 2, { notBefore: "2026-03-09" }),
      today,
      "stages[2].notBefore",
      /less than a month after quarantine.*2026-03-10 or later/,
    ],
    [
      "with less than a month of quarantine after its test",
      changed(withTest, 2, { notBefore: "2026-03-20", testUntil: "2026-03-25" }),
      today,
      "stages[2].notBefore",
      /published from 2026-02-21.*2026-03-21 or later/,
    ],
    [
      "with less than a whole month from the 31st",
      [
        { policy: "none", notBefore: "2026-01-31" },
        { policy: "quarantine", notBefore: "2026-02-28" },
      ],
      today,
      "stages[1].notBefore",
      /2026-03-01 or later/,
    ],
    [
      "with the same policy twice",
      [...stages, { policy: "reject", notBefore: "2026-04-10" }],
      today,
      "stages[3].policy",
      /has the policy reject as well/,
    ],
    [
      "before its first day",
      stages,
      "2026-01-09",
      "stages[0].notBefore",
      /begins on 2026-01-10, and today is 2026-01-09/,
    ],
    [
      "with a test of none",
      changed(stages, 0, { testUntil: "2026-01-20" }),
      today,
      "stages[0].testUntil",
      /no effect on the policy none/,
    ],
    [
      "with a test that ends before its stage",
      changed(withTest, 1, { testUntil: "2026-02-09" }),
      today,
      "stages[1].testUntil",
      /before the stage begins on 2026-02-10/,
    ],
    [
      "with a test that lasts into the next stage",
      changed(stages, 1, { testUntil: "2026-03-10" }),
      today,
      "stages[1].testUntil",
      /the next stage begins on 2026-03-10/,
    ],
    [
      "that lowers the policy without a waiver",
      [...stages, { policy: "none", notBefore: "2026-04-10" }],
      today,
      "stages[3].waiver",
      /from reject to none.*reason and an expiry/,
    ],
    ["under a waiver that has expired", lowered, "2026-06-01", "stages[3].waiver", /it expired on 2026-05-31/],
    [
      "under a waiver without a real reason",
      changed(lowered, 3, { waiver: { ...waiver, reason: "because" } }),
      "2026-04-10",
      "stages[3].waiver",
      /"reason" must have 10 characters or more/,
    ],
    [
      "under a waiver with a date that does not exist",
      changed(lowered, 3, { waiver: { ...waiver, expires: "2026-05-32" } }),
      "2026-04-10",
      "stages[3].waiver",
      /"expires" must be an ISO date/,
    ],
    [
      "under a waiver that ends before its stage begins",
      changed(lowered, 3, { notBefore: "2026-06-10" }),
      "2026-04-10",
      "stages[3].waiver",
      /it expired on 2026-05-31/,
    ],
    [
      "under a waiver that ends before the next stage begins",
      [...lowered, { policy: "reject", notBefore: "2026-06-02" }],
      "2026-04-10",
      "stages[3].waiver",
      /expires on 2026-05-31, and the stage lasts until 2026-06-02/,
    ],
    [
      "with a waiver for a stage that lowers nothing",
      changed(stages, 1, { waiver }),
      today,
      "stages[1].waiver",
      /lowers no policy/,
    ],
    [
      "with a waiver for the first stage",
      changed(stages, 0, { waiver }),
      today,
      "stages[0].waiver",
      /lowers no policy/,
    ],
  ])("%s", (_, given, day, property, reason) => {
    const { state, problems } = evaluateRollout(given, day);
    expect(state).toBeUndefined();
    const full = property === "today" ? property : `dmarc.rollout.${property}`;
    expect(problems.map((problem) => problem.property)).toContain(full);
    expect(problems.find((problem) => problem.property === full)?.reason).toMatch(reason);
  });

  it("with every fault at once", () => {
    const { problems } = evaluateRollout(
      [
        { policy: "quarantine", notBefore: "2026-01-10" },
        { policy: "reject", notBefore: "2026-01-11", testUntil: "2026-01-01" },
        { policy: "none", notBefore: "2026-01-12" },
      ],
      today,
    );
    expect(problems.map(({ property }) => property.replace("dmarc.rollout.stages", ""))).toEqual([
      "[0].policy",
      "[1].notBefore",
      "[1].testUntil",
      "[2].waiver",
    ]);
  });
});

describe("a rollout is accepted", () => {
  it("when it returns to reject while the waiver still holds, without another month", () => {
    const given = [...lowered, { policy: "reject", notBefore: "2026-04-20" } as const];
    expect(evaluateRollout(given, "2026-04-20").state).toMatchObject({ policy: "reject", exceptions: [] });
    // Over is over: the waiver's end no longer matters.
    expect(evaluateRollout(given, today).problems).toEqual([]);
  });

  it("when the waiver's last day is the day before the next stage", () => {
    const given = [...lowered, { policy: "reject", notBefore: "2026-06-01" } as const];
    expect(evaluateRollout(given, "2026-04-10").problems).toEqual([]);
  });

  it("but not when it goes on from a lowered stage to one that was never reached", () => {
    const given: DmarcStage[] = [
      ...stages.slice(0, 2),
      { policy: "none", notBefore: "2026-03-01", waiver },
      { policy: "reject", notBefore: "2026-05-01" },
    ];
    expect(evaluateRollout(given, today).problems.map(({ reason }) => reason)).toEqual([
      "The stage reject follows none; it must follow quarantine (RFC 9989 §7.4).",
    ]);
  });
});

describe("random rollouts", () => {
  const day = fc.integer({ min: 0, max: 300 }).map((days) => iso(days));
  const iso = (days: number): string => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
  const step = fc.record({
    gap: fc.integer({ min: 0, max: 60 }),
    test: fc.option(fc.integer({ min: -1, max: 30 }), { nil: undefined, freq: 3 }),
    agreed: fc.option(fc.integer({ min: -1, max: 90 }), { nil: undefined, freq: 2 }),
  });
  const policies = fc.oneof(
    fc.constantFrom<DmarcPolicy[]>(
      ["none"],
      ["none", "quarantine"],
      ["none", "quarantine", "reject"],
      ["none", "quarantine", "none", "quarantine", "reject"],
      ["none", "quarantine", "reject", "quarantine", "reject"],
    ),
    fc.array(fc.constantFrom<DmarcPolicy>("none", "quarantine", "reject"), { maxLength: 5 }),
  );
  const rollout = fc.tuple(policies, fc.array(step, { minLength: 5, maxLength: 5 })).map(([order, steps]) => {
    let at = 0;
    return order.map((policy, index): DmarcStage => {
      const { gap = 0, test, agreed } = steps[index] ?? {};
      at += gap;
      return {
        policy,
        notBefore: iso(at),
        ...(test === undefined ? {} : { testUntil: iso(at + test) }),
        ...(agreed === undefined
          ? {}
          : { waiver: { reason: "Agreed with the help desk.", expires: iso(at + agreed) } }),
      };
    });
  });

  it("that are accepted reach a policy for the first time only after a month of the one below, untested", () => {
    let accepted = 0;
    fc.assert(
      fc.property(rollout, day, (given, on) => {
        const { state, problems } = evaluateRollout(given, on);
        expect(state === undefined).toBe(problems.length > 0);
        if (state === undefined) return;
        accepted++;
        let highest = -1;
        given.forEach(({ policy, notBefore }, index) => {
          const strength = policyStrength(policy);
          if (strength <= highest) return;
          expect(strength).toBe(highest + 1);
          highest = strength;
          const before = given[index - 1];
          if (before === undefined) return;
          const days = (Date.parse(notBefore) - Date.parse(before.testUntil ?? before.notBefore)) / 86_400_000;
          expect(days).toBeGreaterThanOrEqual(28);
        });
        const published = given.filter(({ notBefore }) => notBefore <= on).at(-1);
        expect(state.policy).toBe(published?.policy);
        expect(state.exceptions.length > 0).toBe(
          state.policy !== "reject" || state.isTesting || published?.waiver !== undefined,
        );
        if (published?.waiver !== undefined) expect(published.waiver.expires >= on).toBe(true);
      }),
      { seed: 9989, numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it("of any texts are answered with sentences and never with an exception", () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), day);
    const any = fc.record(
      {
        policy: text.map((policy) => policy as DmarcPolicy),
        notBefore: text,
        testUntil: text,
        waiver: fc.record({ reason: text, expires: text }),
      },
      { requiredKeys: ["policy", "notBefore"] },
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), text, (given, on) => {
        const { state, problems } = evaluateRollout(given, on);
        if (state !== undefined) expect(given.every(({ notBefore }) => isCalendarDate(notBefore))).toBe(true);
        for (const { property, reason } of problems) {
          expect(property).toMatch(/^(today$|dmarc\.rollout\.)/);
          expect(reason).toMatch(/\.$/s);
        }
      }),
      { seed: 8601, numRuns: 3000 },
    );
  });
});
