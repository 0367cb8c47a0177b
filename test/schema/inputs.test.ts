import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { readInputs } from "../../plugin/inputs.js";
import schemaJson from "../../plugin/schema.json";
import type { Schema } from "../../plugin/schema.js";

const schema: Schema = schemaJson;
const mail = {
  domain: "fernwood.example",
  zone: { provider: "cloudflare", id: "z1" },
  senders: [{ google: { dkimKey: "key" } }],
  dmarc: { reportTo: ["dmarc@fernwood.example"] },
};
const read = (inputs: pulumi.Inputs, component = "EmailDomain") =>
  readInputs(schema, `storefront-baseline:index:${component}`, inputs);
const problemsOf = async (inputs: pulumi.Inputs, component?: string): Promise<Record<string, string>> =>
  Object.fromEntries((await read(inputs, component)).problems.map(({ property, reason }) => [property, reason]));
const unknown = (): pulumi.Output<unknown> => pulumi.output((pulumi as unknown as { unknown: unknown }).unknown);

describe("arguments from another language", () => {
  test("arrive as they were given", async () => {
    expect(await read(mail)).toEqual({ args: mail, problems: [] });
  });

  test("are refused where something is missing, with what it is", async () => {
    expect(await problemsOf({ ...mail, domain: undefined, zone: { id: "z1" }, dmarc: null })).toEqual({
      domain: "It is missing. Give the domain that stands in From, for example `fernwood.example`.",
      "zone.provider": "It is missing. Give who serves it.",
      dmarc: "It is missing. Give what receivers do with mail that is not from these senders, and whom they tell.",
    });
  });

  test("are refused where a name is misspelt, with the names that there are", async () => {
    expect(await problemsOf({ ...mail, dmarc: { ...mail.dmarc, pollicy: "reject" }, ttl: 300 })).toEqual({
      "dmarc.pollicy": expect.stringMatching(
        /^There is no such property\. Allowed are policy, subdomainPolicy,/,
      ) as string,
      ttl: expect.stringContaining("Allowed are domain, zone, senders") as string,
    });
  });

  test.each([
    ["domain", 7, "It is a number. Give a string."],
    ["senders", "google", "It is a string. Give a list."],
    ["zone", ["z1"], "It is a list. Give an object."],
    ["spfFlatten", ["a.example", {}], "It is an object. Give a string."],
  ])("are refused where %s is of another type", async (name, value, reason) => {
    expect(Object.values(await problemsOf({ ...mail, [name]: value }))).toEqual([reason]);
  });

  test("are refused where a value is none of those allowed", async () => {
    expect(await problemsOf({ ...mail, zone: { provider: "dyn", id: "z1" } })).toEqual({
      "zone.provider": 'It is "dyn". Allowed are cloudflare, route53.',
    });
    expect(
      await problemsOf({ domain: "a.example", platforms: ["acm", "heroku"], zone: mail.zone }, "CaaRecords"),
    ).toEqual({ "platforms[1]": expect.stringContaining('It is "heroku".') as string });
  });

  test("are refused in maps too", async () => {
    const role = { accountId: "1", trust: {}, ordersTableArn: "arn", tags: { team: 3 } };
    expect(await problemsOf(role, "OrderServiceRole")).toEqual({ "tags.team": "It is a number. Give a string." });
  });

  test("keep outputs where the component takes them, unread", async () => {
    const id = unknown();
    const { args, problems } = await read({ ...mail, zone: { provider: "cloudflare", id } });
    expect(problems).toEqual([]);
    expect((args["zone"] as { id: unknown }).id).toBe(id);
  });

  test("elsewhere give an output's value, where it is known", async () => {
    const { args, problems } = await read({
      ...mail,
      domain: pulumi.output("fernwood.example"),
      zone: pulumi.output(mail.zone),
    });
    expect({ args, problems }).toEqual({ args: mail, problems: [] });
  });

  test("are refused where such a value is known only later, or is a secret", async () => {
    expect(await problemsOf({ ...mail, domain: unknown(), today: pulumi.secret("2026-11-24") })).toEqual({
      domain: "It is known only after the deploy. Give a value that is known before it.",
      today: "It is a secret, and this argument is kept in plain text.",
    });
  });
});
