import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { describe, expect, test } from "vitest";
import { DnsProvider, EmailDomain, google, ReportAuthorization } from "../../index.js";
import { run } from "../support/pack.js";
import { deploy, type Registered } from "../support/program.js";
import { issuers, signedZone } from "../support/zones.js";
import { rsaKey } from "../support/records.js";

const RECEIVER = "brand.example";
const OUTLETS = ["outlet.example", "sale.example"];

/** A brand that receives the reports on its outlets. */
const program =
  (provider: DnsProvider, authorized: readonly string[], named = OUTLETS) =>
  (): void => {
    const isCloudflare = provider === DnsProvider.Cloudflare;
    const zoneOf = (name: string) => {
      const zone = signedZone(provider, name, name);
      issuers(zone, name);
      return zone.id;
    };
    const receiving = { provider, id: zoneOf(RECEIVER) };
    if (isCloudflare) {
      new cloudflare.DnsRecord("mx", {
        zoneId: receiving.id,
        name: RECEIVER,
        type: "MX",
        content: "smtp.google.com",
        priority: 1,
        ttl: 1,
      });
    } else
      new aws.route53.Record("mx", {
        zoneId: receiving.id,
        name: RECEIVER,
        type: "MX",
        records: ["1 smtp.google.com"],
        ttl: 1,
      });
    for (const [index, domain] of [RECEIVER, ...named].entries()) {
      new EmailDomain(`mail-${index}`, {
        domain,
        zone: domain === RECEIVER ? receiving : { provider, id: zoneOf(domain) },
        senders: [google({ dkimKey: rsaKey(2048 + 8 * index) })],
        dmarc: { reportTo: [`dmarc@${RECEIVER}`], ...(domain === RECEIVER ? {} : { reportsAuthorizedBy: [RECEIVER] }) },
      });
    }
    if (authorized.length > 0) {
      new ReportAuthorization("reports", { zone: receiving, destination: RECEIVER, domains: [...authorized] });
    }
  };

const authorizations = (registered: readonly Registered[]): string[] =>
  registered
    .filter(({ inputs }) => String(inputs["name"]).includes("._report._dmarc."))
    .map(
      ({ name, inputs }) =>
        `${name}: ${String(inputs["name"])} ${JSON.stringify(inputs["content"] ?? inputs["records"])}`,
    )
    .sort();

describe.each([
  [DnsProvider.Cloudflare, '"\\"v=DMARC1\\""'],
  [DnsProvider.Route53, '["v=DMARC1"]'],
])("a ReportAuthorization at %s", (provider, text) => {
  test("publishes one record for each domain in the receiver's zone", async () => {
    expect(authorizations(await deploy(program(provider, OUTLETS)))).toEqual(
      OUTLETS.map((domain) => `reports-${domain}: ${domain}._report._dmarc.${RECEIVER} ${text}`),
    );
  });

  test("leaves the pack nothing to say", async () => {
    expect(await run(await deploy(program(provider, OUTLETS)))).toEqual([]);
  });

  test("that lacks a domain is refused by the pack (DM12)", async () => {
    const said = await run(await deploy(program(provider, OUTLETS.slice(1))));
    expect(said.map(({ policy, level }) => [policy, level])).toEqual([["dmarc-report-authorization", "mandatory"]]);
    expect(said[0]?.message).toContain(`outlet.example._report._dmarc.${RECEIVER} does not exist`);
  });
});

test("its records are children of the component", async () => {
  const registered = await deploy(program(DnsProvider.Cloudflare, OUTLETS));
  const component = registered.find(({ type }) => type === "storefront-baseline:index:ReportAuthorization");
  const children = registered.filter(({ name }) => name.startsWith("reports-"));
  expect(children.map(({ parent }) => parent)).toEqual(children.map(() => component?.urn));
});

test("bad input is refused with every fault at once, before anything is registered", async () => {
  let message = "";
  const registered = await deploy(() => {
    try {
      new ReportAuthorization("reports", {
        zone: { provider: "x" as never, id: "" },
        destination: "a@brand.example",
        domains: ["*", "outlet.example", "outlet.example"],
      });
    } catch (error) {
      message = String(error);
    }
  });
  expect(registered).toEqual([]);
  for (const property of ["zone.provider", "zone.id", "destination", "domains[0]", "domains[2]"]) {
    expect(message).toContain(`  ${property}: `);
  }
});
