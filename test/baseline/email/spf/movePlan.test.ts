import fc from "fast-check";
import { expect, it } from "vitest";
import { planMoves, type IncludeCost } from "../../../../baseline/email/spf/movePlan.js";

const cost = (include: string, lookups: number): IncludeCost => ({ include, lookups });

it("a record within the limit needs no move", () => {
  expect(planMoves([cost("a.example", 10)], 10)).toEqual({ moves: [], left: 10 });
});

it("the most expensive sender moves first, a mailbox provider never", () => {
  const google = cost("_spf.google.com", 9);
  const [small, large] = [cost("a.example", 2), cost("b.example", 4)];
  expect(planMoves([google, small, large], 14)).toEqual({ moves: [large], left: 10 });
  expect(planMoves([google, small, large], 15)).toEqual({ moves: [large, small], left: 9 });
  expect(planMoves([google], 11)).toBeUndefined();
  expect(planMoves([small], 13)).toBeUndefined();
});

it.each([
  "spf.protection.outlook.com",
  "_SPF.Google.com.",
  "zohomail.eu",
  "zoho.in",
  "one.zoho.com.au",
  "zohocloud.ca",
])("include:%s stays, since the mailboxes there send with the domain itself in MAIL FROM", (include) =>
  expect(planMoves([cost(include, 5)], 11)).toBeUndefined(),
);

it.each(["zcsend.net", "zeptomail.net"])("include:%s moves: mass mail of the same company can", (include) => {
  expect(planMoves([cost(include, 5)], 11)?.moves).toHaveLength(1);
});

it("no other choice has fewer senders, and none of as many leaves more room (all choices of random costs)", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }), fc.nat({ max: 5 }), (costs, own) => {
      const includes = costs.map((lookups, index) => cost(`n${index}.example`, lookups));
      const total = costs.reduce((sum, lookups) => sum + lookups, own);
      const plan = planMoves(includes, total);
      const choices = Array.from({ length: 1 << costs.length }, (_, bits) => costs.filter((_, at) => bits & (1 << at)));
      const enough = choices
        .map((choice) => ({ size: choice.length, left: choice.reduce((left, lookups) => left - lookups, total) }))
        .filter(({ left }) => left <= 10);
      const best = enough.sort((one, other) => one.size - other.size || one.left - other.left)[0];
      expect(plan && { size: plan.moves.length, left: plan.left }).toEqual(best);
    }),
    { seed: 7208, numRuns: 500 },
  );
});
