import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import { run } from "../support/pack.js";
import { txt } from "../support/records.js";
import { ruleCases } from "./ruleCases.js";

describe.each(rules)("$id: $title", ({ id, name, severity }) => {
  const given = ruleCases[id];

  test("has cases", () => expect(given?.bad.length).toBeGreaterThan(0));

  test.each(given?.bad ?? [])("is broken (%#)", async (...resources) => {
    const found = (await run(resources)).filter(({ policy }) => policy === name);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.level).toBe(severity === "critical" || severity === "high" ? "mandatory" : "advisory");
    expect(found[0]?.message).toMatch(/\nFix: \S/);
  });

  test.each(given?.good ?? [])("is kept (%#)", async (...resources) => {
    const said = await run(resources);
    expect(
      said.filter(({ policy, message }) => policy === name || (policy === "undetermined" && message.includes(id))),
    ).toEqual([]);
  });

  test.each(given?.unknown ?? [])("cannot be judged, and says so (%#)", async (...resources) => {
    const said = await run(resources);
    expect(said.filter(({ policy }) => policy === name)).toEqual([]);
    expect(
      said.filter(({ policy, message }) => policy === "undetermined" && message.includes(`${id} ${name}: `)),
    ).not.toEqual([]);
  });
});

test("an exemption silences any rule at its resource, and only there", async () => {
  for (const { id } of rules) {
    const bad = ruleCases[id]?.bad[0] ?? [];
    const plain = await run(bad);
    const exempted = await run(bad, {
      settings: { exemptions: [{ rule: id, resource: "*", reason: "A test of exemptions.", expires: "2026-12-31" }] },
    });
    const name = rules.find((rule) => rule.id === id)?.name;
    expect(exempted.filter(({ policy }) => policy === name)).toEqual([]);
    expect(exempted.filter(({ policy }) => policy === "exempted")).not.toEqual([]);
    const others = (said: typeof plain): string[] =>
      said.map(({ policy }) => policy).filter((policy) => policy !== name && policy !== "exempted");
    expect(others(exempted)).toEqual(others(plain));
  }
});

test("a message tells the fact, the source and the fix", async () => {
  const said = await run([txt("shop.example", "v=spf1 +all")]);
  expect(said.find(({ policy }) => policy === "spf-passes-everyone")?.message).toMatch(
    /shop\.example.*all.*RFC 7208.*\nFix: /s,
  );
});
