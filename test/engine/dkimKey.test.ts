import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseDkimKey } from "../../baseline/email/dkim.js";
import { publicKeyOf } from "../../baseline/email/dkimPrivateKey.js";
import { fromCloudflareTxt } from "../../baseline/email/txt.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Outcome } from "../support/engine/pulumi.js";
import type { Change } from "../support/engine/providerDouble.js";
import { madeKeys } from "../support/tlsKeys.js";

const pulumi = pulumiOnPath();
const shop = {
  program: path.join(__dirname, "fixtures/own-keys"),
  packs: [path.resolve(__dirname, "../../policies")],
};
const KEYS = ["e1", "orders", "r1", "r2"];
const TYPE = "tls:index/privateKey:PrivateKey";

/** All that an operation tells: what it prints, what the engine told its displays, and the state as anybody may read it. */
async function toldBy(outcome: Outcome): Promise<string> {
  return [outcome.stdout, outcome.stderr, readFileSync(outcome.eventLog, "utf8"), await outcome.exported()].join("\n");
}

/** No line of any private key stands in it, be it PEM, base64 or escaped in JSON. */
function expectNoPrivateKey(told: string): void {
  expect(madeKeys().length).toBe(KEYS.length);
  for (const { privateKeyPem, privateKeyPemPkcs8 } of madeKeys()) {
    const secretText = [privateKeyPem, privateKeyPemPkcs8].flatMap((pem) => {
      const base64 = pem.replace(/-----[^-]+-----|\s/g, "");
      // The first octets are the same for every key; from there on, any forty characters would betray it.
      return base64.length < 100 ? [base64] : (base64.slice(60).match(/.{40}/g) ?? []);
    });
    for (const part of secretText) expect(told.includes(part)).toBe(false);
  }
  expect(told).not.toContain("PRIVATE KEY");
}

const textAt = (created: readonly Change[], owner: string): string => {
  const record = created.find(({ inputs }) => inputs["name"] === owner && inputs["type"] === "TXT");
  const text = fromCloudflareTxt(String(record?.inputs["content"]));
  return text.ok ? text.value.text : "";
};

describe.skipIf(!pulumi)(`keys of DkimKey in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("the first preview knows no key yet, and the pack says so instead of passing it", () =>
    withEngine(async (engine) => {
      const preview = await engine.preview({ ...shop, flags: ["--diff"] });
      expect(preview.code, preview.stdout + preview.stderr).toBe(0);
      expect(new Set(preview.violations.map(({ policyName }) => policyName))).toEqual(new Set(["undetermined"]));
      const judged = preview.violations.map(({ resourceUrn, message }) => `${resourceUrn} ${message}`).join("\n");
      expect(judged).toMatch(/DnsRecord::mail-dkim-r1 /);
      expect(judged).toContain("Whether the DKIM private key of shop.example is a secret");
      expect(preview.created).toEqual([]);
    }));

  test("a deploy publishes the public keys, and gives Amazon SES the private one as a secret", () =>
    withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.up(shop);
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
      const keys = created.filter(({ type }) => type === TYPE);
      expect(keys.map(({ name }) => name).sort()).toEqual(
        KEYS.map((selector) => `${selector}-${selector}._domainkey.shop.example`),
      );
      const identity = created.find(({ name, type }) => name === "orders" && type.includes("emailIdentity"));
      expect(identity?.secretInputs).toEqual(["dkimSigningAttributes"]);
      const { domainSigningPrivateKey } = identity?.inputs["dkimSigningAttributes"] as Record<string, string>;
      expect(domainSigningPrivateKey).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      const published = parseDkimKey(textAt(created, "orders._domainkey.shop.example"));
      expect(published).toEqual(publicKeyOf(String(domainSigningPrivateKey)));
      expect(textAt(created, "e1._domainkey.shop.example")).toMatch(/^v=DKIM1; k=ed25519; n=\S+; p=[\w+/]{43}=$/);
    }));

  test("no private key is printed, logged or readable in the state", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...shop, flags: ["--diff", "--show-full-output", "--show-reads", "--show-sames"] });
      expect(up.code, up.stdout + up.stderr).toBe(0);
      const told = await toldBy(up);
      expectNoPrivateKey(told);
      const state = JSON.parse(await up.exported()) as {
        deployment: { resources: { type: string; protect?: boolean; outputs?: Record<string, unknown> }[] };
      };
      const keys = state.deployment.resources.filter(({ type }) => type === TYPE);
      expect(keys.map(({ protect }) => protect)).toEqual(KEYS.map(() => true));
      for (const { outputs = {} } of keys) {
        expect(outputs["privateKeyPemPkcs8"]).toMatchObject({ ciphertext: expect.any(String) as string });
        expect(outputs["publicKeyPem"]).toMatch(/BEGIN PUBLIC KEY/);
      }
    }));

  test("the same program again changes nothing, and its preview then knows and passes every key", () =>
    withEngine(async (engine) => {
      const { stack } = await engine.up(shop);
      const again = await engine.preview({ ...shop, stack, flags: ["--expect-no-changes"] });
      expect(again.code, again.stdout + again.stderr).toBe(0);
      expect(again.violations).toEqual([]);
      expectNoPrivateKey(await toldBy(again));
    }));
});
