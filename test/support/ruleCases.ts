import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import { run, type Given } from "./pack.js";

/** For one rule: what it refuses, what stands next to that and passes, and what cannot be judged. */
export interface Case {
  readonly bad: readonly Given[][];
  readonly good: readonly Given[][];
  readonly unknown: readonly Given[][];
}

/** Tests rules by their ids: each case by itself, and that an exemption silences the rule and nothing else. */
export function testRules(cases: Readonly<Record<string, Case>>): void {
  const judged = Object.keys(cases).map((id) => {
    const rule = rules.find((candidate) => candidate.id === id);
    if (!rule) throw new Error(`${id} is no rule of the pack.`);
    return rule;
  });

  describe.each(judged)("$id: $title", ({ id, name, severity }) => {
    const { bad = [], good = [], unknown = [] } = cases[id] ?? {};

    test("has bad and good cases", () => expect([bad.length, good.length]).not.toContain(0));

    test.each(bad)("is broken (%#)", async (...resources) => {
      const found = (await run(resources)).filter(({ policy }) => policy === name);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]?.level).toBe(severity === "critical" || severity === "high" ? "mandatory" : "advisory");
      for (const { message } of found) {
        expect(message).toMatch(/\nFix: \S/);
        expect(message).not.toContain("The rule crashed");
      }
    });

    test.each(good)("is kept (%#)", async (...resources) => {
      const said = await run(resources);
      const own = said.filter(({ policy, message }) => policy === name || message.includes(`${id} ${name}: `));
      expect(own).toEqual([]);
    });

    test.each(unknown)("cannot be judged, and says so (%#)", async (...resources) => {
      const said = await run(resources);
      expect(said.filter(({ policy }) => policy === name)).toEqual([]);
      const waiting = said.filter(
        ({ policy, message }) => policy === "undetermined" && message.includes(`${id} ${name}: `),
      );
      expect(waiting).not.toEqual([]);
      for (const { message } of waiting) expect(message).not.toContain("The rule crashed");
    });

    test("an exemption silences it, and nothing else", async () => {
      const resources = bad[0] ?? [];
      const exemption = { rule: id, resource: "*", reason: "A test of exemptions.", expires: "2026-12-31" };
      const plain = await run(resources);
      const exempted = await run(resources, { settings: { exemptions: [exemption] } });
      expect(exempted.filter(({ policy }) => policy === name)).toEqual([]);
      expect(exempted.filter(({ policy }) => policy === "exempted")).not.toEqual([]);
      const others = (said: typeof plain) =>
        said.map(({ policy }) => policy).filter((policy) => policy !== name && policy !== "exempted");
      expect(others(exempted)).toEqual(others(plain));
    });
  });
}
