import { spawnSync } from "node:child_process";
import type * as pulumi from "@pulumi/pulumi";
import { isSecret } from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import type { DKIMSignOptions, DNSResolver } from "mailauth";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fromCloudflareTxt } from "../../baseline/email/txt.js";
import { DkimAlgorithm, DkimKey, DnsProvider, EmailDomain, esp, ses, type DkimKeyArgs } from "../../index.js";
import packageJson from "../../package.json";
import { run } from "../support/pack.js";
import { deploy, refusalOf, type Registered } from "../support/program.js";

const DOMAIN = "shop.example";
const SUBJECT = "Your order";
const TYPE = "tls:index/privateKey:PrivateKey";
const PYTHON = "/usr/bin/python3";
const judges = spawnSync(PYTHON, ["-c", "import spf, dkim"]).status === 0;
const message = [`From: orders@${DOMAIN}`, "To: buyer@customer.example", `Subject: ${SUBJECT}`, "", "Thank you.", ""];

const args = (selector: string, more: Partial<DkimKeyArgs> = {}): DkimKeyArgs => ({
  domain: DOMAIN,
  selector,
  ...more,
});
const known = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => void output.apply(resolve));
const pairs = (registered: readonly Registered[]): Registered[] => registered.filter(({ type }) => type === TYPE);

/** Everything a shop does with keys of its own: a server with a rotation, and Amazon SES. */
function shop(): { r1: DkimKey; e1: DkimKey; orders: DkimKey } {
  const r1 = new DkimKey("r1", args("r1"));
  const e1 = new DkimKey("e1", args("e1", { algorithm: DkimAlgorithm.Ed25519 }));
  const r2 = new DkimKey("r2", args("r2"));
  const orders = new DkimKey("orders", args("orders"));
  new aws.sesv2.EmailIdentity("orders", {
    emailIdentity: DOMAIN,
    dkimSigningAttributes: { domainSigningSelector: "orders", domainSigningPrivateKey: orders.privateKey },
  });
  new EmailDomain("mail", {
    domain: DOMAIN,
    zone: { provider: DnsProvider.Cloudflare, id: "zone" },
    senders: [
      esp({
        name: "Own server",
        dkimRotation: {
          current: { ...r1.publication, ed25519: e1.publication },
          since: "2026-11-24",
          next: r2.publication,
        },
      }),
      ses({ region: "eu-west-1", selector: "orders", dkimKey: orders.publicKey }),
    ],
    dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
    today: "2026-11-25",
  });
  return { r1, e1, orders };
}

describe("a pair", () => {
  test("is RSA of 2048 bits unless Ed25519 is asked for; its name holds its place, and it is protected", async () => {
    const registered = await deploy(() => {
      new DkimKey("one", args("r1"));
      new DkimKey("two", args("e1", { algorithm: DkimAlgorithm.Ed25519 }));
    });
    expect(pairs(registered).map(({ name, inputs, options, parent }) => [name, inputs, options, parent])).toEqual([
      [
        "one-r1._domainkey.shop.example",
        { algorithm: "RSA", rsaBits: 2048 },
        { ignoreChanges: [], protect: true },
        registered[0]?.urn,
      ],
      [
        "two-e1._domainkey.shop.example",
        { algorithm: "ED25519" },
        { ignoreChanges: [], protect: true },
        registered.find(({ name }) => name === "two")?.urn,
      ],
    ]);
  });

  test("is left unprotected where the program says so", async () => {
    const registered = await deploy(() => new DkimKey("one", args("r1"), { protect: false }));
    expect(pairs(registered).map(({ options }) => options?.protect)).toEqual([false]);
  });

  test("is refused with every reason before anything is registered", async () => {
    const refusal = await refusalOf(
      () => new DkimKey("one", { domain: "a b", selector: "", algorithm: "dsa" as DkimAlgorithm }),
    );
    for (const property of ["domain", "selector", "algorithm"]) expect(refusal).toContain(`  ${property}: `);
    expect(refusal).toContain("Allowed are rsa, ed25519.");
  });

  test("gives the same names at a preview, where its outputs are unknown", async () => {
    const preview = await deploy(shop, { preview: true });
    const deployed = await deploy(shop);
    const named = (registered: readonly Registered[]): string[] => registered.map(({ urn }) => urn).sort();
    expect(named(preview)).toEqual(named(deployed));
    const content = preview.find(({ name }) => name === "mail-dkim-r1")?.inputs["content"];
    expect(content).not.toMatch(/DKIM1/);
  });

  test("keeps its private key a secret: where it is published, in its outputs and in Amazon SES's input", async () => {
    const secrets: boolean[] = [];
    const registered = await deploy(async () => {
      const { r1, orders } = shop();
      for (const output of [r1.privateKey, orders.privateKeyPem, r1.record, orders.publicKey, r1.recordName]) {
        secrets.push(await isSecret(output));
      }
    });
    expect(secrets).toEqual([true, true, false, false, false]);
    const identity = registered.find(({ type }) => type === "aws:sesv2/emailIdentity:EmailIdentity");
    expect(JSON.stringify(identity?.inputs)).toContain("1b47061264138c4ac30d75fd1eb44270");
    const said = await run(identity ? [identity] : []);
    expect(said).toEqual([]);
  });

  test("has arguments and outputs that other languages can write", () => {
    const root = path.resolve(__dirname, "../..");
    const { components } = new Analyzer(root, packageJson.name, packageJson, new Set(["DkimKey"])).analyze();
    const { inputs, outputs } = components["DkimKey"] ?? { inputs: {}, outputs: {} };
    expect(Object.keys(inputs).sort()).toEqual(["algorithm", "domain", "selector"]);
    expect(Object.keys(outputs).sort()).toEqual(["privateKey", "privateKeyPem", "publicKey", "record", "recordName"]);
  });
});

describe("mail that is signed with a pair, judged by receivers under the published record", () => {
  let zone: Record<string, string[]> = {};
  let signed: { selector: string; text: string }[] = [];
  beforeAll(async () => {
    const keys: { selector: string; privateKey: string }[] = [];
    const registered = await deploy(async () => {
      const { r1, e1, orders } = shop();
      for (const [selector, key] of Object.entries({ r1, e1 })) {
        keys.push({ selector, privateKey: await known(key.privateKeyPem) });
      }
      const line = await known(orders.privateKey);
      keys.push({
        selector: "orders",
        privateKey: `-----BEGIN PRIVATE KEY-----\n${line}\n-----END PRIVATE KEY-----`,
      });
    });
    zone = Object.fromEntries(
      registered
        .filter(({ inputs }) => inputs["type"] === "TXT")
        .map(({ inputs }) => {
          const text = fromCloudflareTxt(String(inputs["content"]));
          return [`${String(inputs["name"])} TXT`, text.ok ? [text.value.text] : []];
        }),
    );
    signed = await Promise.all(
      keys.map(async ({ selector, privateKey }) => {
        // Its declaration lacks the list that the function takes.
        const options = { signatureData: [{ signingDomain: DOMAIN, selector, privateKey }] };
        const text = message.join("\r\n");
        const { signatures } = await dkimSign(text, options as unknown as DKIMSignOptions);
        return { selector, text: signatures + text };
      }),
    );
  });

  const resolver: DNSResolver = (name, type) => Promise.resolve((zone[`${name} ${type}`] ?? []).map((text) => [text]));

  test.each(["r1", "e1", "orders"])("%s passes mailauth, and a changed mail fails", async (selector) => {
    const text = signed.find((mail) => mail.selector === selector)?.text ?? "";
    const judged = async (mail: string) => {
      const { results } = await dkimVerify(mail, { resolver });
      return results.map((result) => [result.selector, result.status.result]);
    };
    expect(await judged(text)).toEqual([[selector, "pass"]]);
    expect(await judged(text.replace(SUBJECT, "Another order"))).toEqual([[selector, "fail"]]);
  });

  test.skipIf(!judges)(
    `dkimpy agrees${judges ? "" : " (skipped: Debian's python3-spf and python3-dkim are not installed)"}`,
    () => {
      const texts = signed.flatMap(({ text }) => [text, text.replace(SUBJECT, "Another order")]);
      const mails = texts.map((text) => {
        return { ip: "192.0.2.1", helo: "mx.shop.example", sender: `b@${DOMAIN}`, message: text };
      });
      const { stdout, stderr } = spawnSync(PYTHON, ["test/support/judge.py"], {
        input: JSON.stringify({ zone, mails }),
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      const verdicts = (JSON.parse(stdout) as { dkim: string }[]).map(({ dkim }) => dkim);
      expect(verdicts).toEqual(["pass", "fail", "pass", "fail", "pass", "fail"]);
    },
  );
});
