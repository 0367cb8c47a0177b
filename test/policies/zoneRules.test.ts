import { expect, test } from "vitest";
import { proxiedTtl } from "../../policies/dns/proxiedTtl.js";
import { Resource } from "../../policies/framework/resource.js";
import { readSettings } from "../../policies/framework/settings.js";
import { run, UNKNOWN_VALUE, urnOf } from "../support/pack.js";
import { cloudflare, ZONE } from "../support/records.js";
import { caa, parked53, parkedWithout, zoneCases } from "./zoneCases.js";

test("a parked domain by hand draws nothing but the wish for signatures and for CAA", async () => {
  for (const resources of [parkedWithout(), parked53]) {
    expect((await run(resources)).map(({ policy }) => policy)).toEqual(["caa-present", "zone-signed"]);
  }
});

test("an authority that the pack's settings add may issue", async () => {
  const resources = [caa("issue", "digicert.com")];
  const settings = { certificateAuthorities: ["DigiCert.com"] };
  expect((await run(resources)).map(({ policy }) => policy)).toEqual(["caa-authorities"]);
  expect(await run(resources, { settings })).toEqual([]);
});

test("half-parked is told apart from unused, and every missing record is named", async () => {
  const half = (await run(parkedWithout("dmarc", "dkim"))).find(({ policy }) => policy === "sends-or-parked");
  expect(half?.message).toContain("shop.example is parked by half");
  expect(half?.message).toContain("DMARC with p=reject at _dmarc.shop.example");
  expect(half?.message).toContain('"v=DKIM1; p=", at *._domainkey.shop.example');
  expect(half?.message).not.toContain("a null MX at");
  const unused = (await run([ZONE])).find(({ policy }) => policy === "sends-or-parked");
  expect(unused?.message).toContain("neither sends mail nor is parked");
});

test("no rule crashes on any of the cases", async () => {
  for (const { bad, good, unknown } of Object.values(zoneCases)) {
    for (const resources of [...bad, ...good, ...unknown]) {
      for (const { message } of await run(resources)) expect(message).not.toContain("The rule crashed");
    }
  }
});

test.each([
  [{ proxied: true, ttl: 300 }, { ttl: 1 }],
  [{ proxied: true, ttl: 1 }, undefined],
  [{ proxied: false, ttl: 300 }, undefined],
  [{ proxied: true, ttl: UNKNOWN_VALUE }, undefined],
])("of %j the remedy is %j", (more, remedy) => {
  const given = cloudflare("www", "A", "192.0.2.1", more);
  const resource = new Resource({ ...given, provider: undefined, urn: urnOf(given), props: given.inputs, opts: {} });
  expect(proxiedTtl.remediate?.(resource, readSettings({}, undefined, [], "2026-06-01"))).toEqual(remedy);
});
