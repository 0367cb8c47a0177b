import { beforeAll, describe, expect, test } from "vitest";
import { isMandatory } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";
import { run, type Said } from "../support/pack.js";
import type { Registered } from "../support/program.js";
import { isRefusedInStrict, isShown, page } from "./page.js";
import { judgeMutants, type Judged } from "./run.js";
import { SUBJECTS } from "./subjects.js";

/** One of so many mutants is judged by the SDK's own handlers as well. */
const SAMPLE = 250;

const all: Judged[] = [];
const programs = new Map<string, readonly Registered[]>();

beforeAll(async () => {
  for (const subject of SUBJECTS) {
    const { program, judged } = await judgeMutants(subject);
    programs.set(subject.title, program);
    all.push(...judged);
  }
}, 600_000);

const named = ({ subject, mutant, verdict }: Judged): string =>
  `${subject.title}: ${mutant.resource.name} ${mutant.place}, ${mutant.operator}: ${mutant.detail} (${verdict?.rules.join(", ")})`;

describe("drift mutants of every component", () => {
  test("make no rule crash", () => {
    expect(all.filter(({ verdict }) => verdict?.outcome === "crashed").map(named)).toEqual([]);
  });

  test("that are benign are all accepted", () => {
    const benign = all.filter((one) => one.class === "benign");
    expect(benign.length).toBeGreaterThan(1000);
    expect(benign.filter(({ verdict }) => verdict?.outcome === "refused").map(named)).toEqual([]);
  });

  test("that a program shows are refused in strict, and never passed over in silence", () => {
    const passed = all.filter(isShown).filter((one) => !isRefusedInStrict(one));
    expect(passed.map(named)).toEqual([]);
  });

  test("are refused as docs/mutants.md tells, and what survives is listed there", async () => {
    await expect(page(all)).toMatchFileSnapshot("../../docs/mutants.md");
  });

  test("fare the same before the SDK's own handlers", async () => {
    const sample = all.filter(({ verdict }) => verdict !== undefined).filter((_, index) => index % SAMPLE === 0);
    expect(sample.length).toBeGreaterThan(20);
    for (const one of sample) {
      const { subject, mutant, verdict } = one;
      const program = programs.get(subject.title) ?? [];
      const { settings, today } = subject;
      const { resource, becomes, adds = [] } = mutant;
      const changed = [...program.flatMap((other) => (other === resource ? (becomes ?? []) : other)), ...[adds].flat()];
      const given = changed.map((other) => ({ ...other, computed: other.outputs }));
      const refusals = (await run(given, { settings, today })).filter(isRefusal);
      expect(refusals.length > 0, named(one)).toBe(verdict?.outcome === "refused");
    }
  });
});

function isRefusal({ policy }: Said): boolean {
  const rule = rules.find(({ name }) => name === policy);
  return rule !== undefined && isMandatory(rule.severity);
}
