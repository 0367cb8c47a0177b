import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgeOf } from "./judge.js";
import { mutantsOf } from "./mutant.js";
import { SUBJECTS } from "./subjects.js";
test("all", async () => {
  const out: object[] = [];
  const bad: string[] = [];
  for (const s of SUBJECTS) {
    const t = performance.now();
    let n = 0;
    try {
      const program = await s.register();
      const judge = judgeOf(program, s.settings, s.today);
      const byUrn = new Map(program.map((r) => [r.urn, r]));
      for (const r of program) {
        if (r.type.startsWith("storefront-baseline:") || r.type.startsWith("pulumi:")) continue;
        let p = byUrn.get(r.parent);
        while (p && !p.type.startsWith("storefront-baseline:")) p = byUrn.get(p.parent);
        const component = p ? p.type.split(":").at(-1)! : "";
        if (!p && !s.whole) continue;
        for (const m of mutantsOf(component || "whole program", r)) {
          const v = judge(m); n++;
          out.push({ s: s.title, c: m.component, t: r.type, n: r.name, op: m.operator, place: m.place, detail: m.detail, o: v.outcome, r: v.rules });
        }
      }
      console.log(s.title, program.length, n, Math.round(performance.now() - t));
    } catch (e) { bad.push(`${s.title}: ${(e as Error).message}`); console.log(s.title, (e as Error).stack); }
  }
  writeFileSync("/tmp/out.json", JSON.stringify(out));
  expect(bad).toEqual([]);
}, 600_000);
