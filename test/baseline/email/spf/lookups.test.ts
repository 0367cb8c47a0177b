import { describe, expect, it } from "vitest";
import { countLookups, type LookupCount, type SpfZone } from "../../../../baseline/email/spf/lookups.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { closedZone, openZone, type Records } from "./plannedZone.js";

function count(text: string, zone: SpfZone = openZone({}), domain: string | undefined = "shop.example"): LookupCount {
  const parsed = parseSpf(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message ?? "");
  return countLookups(parsed.value, domain, zone);
}

describe("terms that query DNS", () => {
  it.each([
    [0, "v=spf1 -all"],
    [0, "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 exp=explain.example -all"],
    [6, "v=spf1 include:a.example a mx ptr exists:%{i}.example redirect=b.example"],
    [3, "v=spf1 include:a.example include:a.example include:a.example -all"],
    [1, "v=spf1 a redirect=b.example -all"],
    [1, "v=spf1 a -all mx include:a.example"],
    [2, "v=spf1 include:%{d2}.example a:%{i}.example -all"],
    [4, "v=spf1 -a ~mx ?ptr +include:a.example -all"],
  ])("are %i in %s", (terms, text) => expect(count(text).terms).toBe(terms));

  it("behind includes and redirects count as well, each time", () => {
    const zone = openZone({
      "a.example TXT": ["other text", "v=spf1 a mx include:b.example -all"],
      "b.example TXT": ["v=spf1 a:x.example ?all"],
    });
    expect(count("v=spf1 include:a.example -all", zone)).toMatchObject({ terms: 5, unknown: [] });
    expect(count("v=spf1 include:a.example include:a.example redirect=b.example", zone)).toMatchObject({ terms: 12 });
  });

  it("that an unknown record is declared to hold are added, and the rest is named as unknown", () => {
    const zone: SpfZone = { ...openZone({}), lookupsOf: (name) => (name === "_spf.google.com" ? 3 : undefined) };
    expect(count("v=spf1 include:_spf.google.com include:Esp.example. exists:%{i}.x.example -all", zone)).toMatchObject(
      {
        terms: 6,
        unknown: ["esp.example"],
      },
    );
    expect(count("v=spf1 include:%{i}.example -all", zone).unknown).toEqual(["%{i}.example"]);
  });

  it("are not added where the record is known to be missing", () => {
    const zone: SpfZone = { ...closedZone({}), lookupsOf: () => 5 };
    expect(count("v=spf1 include:a.example -all", zone)).toMatchObject({
      terms: 1,
      badTargets: [{ name: "a.example", state: "missing" }],
    });
  });

  it("of a child are counted with the child's own domain", () => {
    const zone = openZone({
      "a.example TXT": ["v=spf1 a mx include:_spf.%{d} -all"],
      "_spf.a.example TXT": ["v=spf1 mx"],
      "a.example A": [],
    });
    expect(count("v=spf1 include:a.example -all", zone)).toMatchObject({
      terms: 5,
      voids: 1,
      voidNames: ["a.example"],
    });
  });
});

describe("terms that find nothing", () => {
  const hosts: Records = {
    "v4.example A": ["192.0.2.1"],
    "v6.example AAAA": ["2001:db8::1"],
    "both.example A": ["192.0.2.1"],
    "both.example AAAA": ["2001:db8::1"],
    "both.example MX": ["both.example"],
    "null.example MX": [""],
  };
  it.each([
    [0, [], "v=spf1 a:both.example mx:both.example exists:v4.example -all"],
    [2, ["v4.example"], "v=spf1 a:v4.example a:v4.example a:v6.example a:both.example -all"],
    [2, ["v6.example", "none.example"], "v=spf1 a:v4.example a:v6.example exists:none.example -all"],
    [1, ["v6.example"], "v=spf1 exists:v6.example -all"],
    [2, ["none.example"], "v=spf1 a:none.example mx:none.example -all"],
    [0, [], "v=spf1 mx:null.example ptr:none.example exp=none.example -all"],
  ])("are %i, at %j, in %s", (voids, voidNames, text) => {
    expect(count(text, closedZone(hosts))).toMatchObject({ voids, voidNames });
  });

  it("are none where nothing is known", () => {
    expect(count("v=spf1 a mx a:x.example exists:y.example -all")).toMatchObject({ voids: 0, voidNames: [] });
  });
});

describe("targets and circles", () => {
  it("each target without one valid record is named once, with the reason", () => {
    const zone = closedZone({
      "two.example TXT": ["v=spf1 -all", "V=SPF1 ~all"],
      "broken.example TXT": ["v=spf1 moo"],
      "fine.example TXT": ["v=spf1 include:none.example include:broken.example -all"],
    });
    const text = "v=spf1 include:none.example include:two.example include:fine.example include:broken.example -all";
    expect(count(text, zone).badTargets).toEqual([
      { name: "none.example", state: "missing" },
      { name: "two.example", state: "several" },
      { name: "broken.example", state: "broken" },
    ]);
  });

  it("a circle is named once, whatever its case and dots", () => {
    const zone = openZone({
      "a.example TXT": ["v=spf1 include:SHOP.example. include:shop.EXAMPLE redirect=A.example"],
    });
    expect(count("v=spf1 include:a.example include:a.example -all", zone).loops).toEqual([
      ["shop.example", "a.example", "shop.example"],
      ["a.example", "a.example"],
    ]);
  });

  it("a redirect beside all closes no circle", () => {
    expect(count("v=spf1 redirect=shop.example ~all").loops).toEqual([]);
  });

  it("an mx with more than ten hosts is named, also behind an include", () => {
    const hosts = Array.from({ length: 11 }, (_, index) => `mx${index}.example`);
    const zone = openZone({
      "a.example TXT": ["v=spf1 mx -all"],
      "a.example MX": hosts,
      "b.example MX": hosts.slice(1),
    });
    expect(count("v=spf1 include:a.example mx:b.example -all", zone).crowdedMx).toEqual([
      { name: "a.example", hosts: 11 },
    ]);
  });
});

describe("a hostile zone", () => {
  const quick = (run: () => void): void => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(1000);
  };

  it("whose every record includes the next one a hundred times is counted at once", () => {
    const zone: SpfZone = {
      ...openZone({}),
      txt: (name) => [`v=spf1 ${`include:n${Number(name.slice(1, -8)) + 1}.example `.repeat(100)}-all`],
    };
    quick(() => expect(count("v=spf1 include:n0.example -all", zone).terms).toBeGreaterThan(10));
  });

  it("in which all records include all is counted at once", () => {
    const all = Array.from({ length: 300 }, (_, index) => `include:n${index}.example`).join(" ");
    const zone: SpfZone = { ...openZone({}), txt: () => [`v=spf1 ${all} -all`] };
    quick(() => {
      const found = count("v=spf1 include:n0.example -all", zone);
      expect(found.terms).toBeGreaterThan(10);
      expect(found.loops.length).toBeGreaterThan(0);
    });
  });

  it("that never ends is left at the depth where the limit is exceeded for certain", () => {
    let asked = 0;
    const zone: SpfZone = {
      ...openZone({}),
      txt: (name) => {
        asked += 1;
        return [`v=spf1 include:x${name} -all`];
      },
    };
    expect(count("v=spf1 include:n.example -all", zone).terms).toBe(12);
    expect(asked).toBe(11);
  });
});
