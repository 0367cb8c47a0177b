import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseDkimKey } from "../../baseline/email/dkim.js";
import { publicKeyOf } from "../../baseline/email/dkimPrivateKey.js";
import { fromCloudflareTxt } from "../../baseline/email/txt.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Outcome } from "../support/engine/pulumi.js";
import type { Change } from "../support/engine/providerDouble.js";
import { madeKeys, type TlsKey } from "../support/tlsKeys.js";

const pulumi = pulumiOnPath();
const shop = {
  program: path.join(__dirname, "fixtures/own-keys"),
  packs: [path.resolve(__dirname, "../../policies")],
};
const KEYS = ["e1", "orders", "r1", "r2"];
const TYPE = "tls:index/privateKey:PrivateKey";

/**
 * All that an operation tells: what it prints, what the engine told its displays, and the state as anybody may read it.
 * Messages for `--debug` are left out: in them Pulumi's SDK repeats every secret of every program.
 */
async function toldBy(outcome: Outcome): Promise<string> {
  const events = readFileSync(outcome.eventLog, "utf8")
    .split("\n")
    .filter((line) => !line.includes('"severity":"debug"'));
  expect(events.length).toBeGreaterThan(20);
  return [outcome.stdout, outcome.stderr, ...events, await outcome.exported()].join("\n");
}

/** The parts of a private key that nobody else may know. The modulus before them stands in the public key as well. */
function privateParts({ privateKeyPem, privateKeyPemPkcs8 }: TlsKey): string[] {
  return [privateKeyPem, privateKeyPemPkcs8].flatMap((pem) => {
    const base64 = pem.replace(/-----[^-]+-----|\s/g, "");
    const isEd25519 = base64.length < 100;
    return isEd25519 ? [base64] : (base64.slice(base64.length / 3).match(/.{40}/g) ?? []);
  });
}

function expectNoPrivateKey(told: string): void {
  const parts = madeKeys().flatMap(privateParts);
  expect(parts.length).toBeGreaterThan(2 * 3 * 20);
  // The parts themselves stand in no message of a test either.
  expect(parts.filter((part) => told.includes(part)).length).toBe(0);
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
      // Unknown as it is, the key carries the mark of a secret already.
      expect(judged).not.toContain("EmailIdentity");
      expect(preview.created).toEqual([]);
    }));

  test("a deploy publishes the public keys and tells nobody the private ones; the same program then changes nothing", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...shop, flags: ["--diff", "--show-full-output"] });
      expect(up.code, up.stdout + up.stderr).toBe(0);
      expect(up.violations).toEqual([]);
      expectPublished(up.created);
      expectNoPrivateKey(await toldBy(up));
      await expectKeysInState(up);

      const again = await engine.preview({ ...shop, stack: up.stack, flags: ["--diff", "--expect-no-changes"] });
      expect(again.code, again.stdout + again.stderr).toBe(0);
      // All keys are known now, and every rule passes them.
      expect(again.violations).toEqual([]);
      expectNoPrivateKey(await toldBy(again));
    }));
});

/** Each key stands at its selector, and Amazon SES got the private half of what is published. */
function expectPublished(created: readonly Change[]): void {
  const keys = created.filter(({ type }) => type === TYPE);
  expect(keys.map(({ name }) => name).sort()).toEqual(
    KEYS.map((selector) => `${selector}-${selector}._domainkey.shop.example`),
  );
  const identity = created.find(({ type }) => type === "aws:sesv2/emailIdentity:EmailIdentity");
  expect(identity?.secretInputs).toEqual(["dkimSigningAttributes"]);
  const { domainSigningPrivateKey } = identity?.inputs["dkimSigningAttributes"] as Record<string, string>;
  // The pattern of the property in the SES API.
  expect(domainSigningPrivateKey).toMatch(/^[a-zA-Z0-9+/]+={0,2}$/);
  const published = parseDkimKey(textAt(created, "orders._domainkey.shop.example"));
  expect(published).toEqual(publicKeyOf(String(domainSigningPrivateKey)));
  expect(textAt(created, "e1._domainkey.shop.example")).toMatch(/^v=DKIM1; k=ed25519; n=\S+; p=[\w+/]{43}=$/);
}

/** The state holds private keys only encrypted, and each key is protected. */
async function expectKeysInState(outcome: Outcome): Promise<void> {
  const state = JSON.parse(await outcome.exported()) as {
    deployment: { resources: { type: string; protect?: boolean; outputs?: Record<string, unknown> }[] };
  };
  const keys = state.deployment.resources.filter(({ type }) => type === TYPE);
  expect(keys.map(({ protect }) => protect)).toEqual(KEYS.map(() => true));
  for (const { outputs = {} } of keys) {
    expect(outputs["privateKeyPemPkcs8"]).toMatchObject({ ciphertext: expect.any(String) as string });
    expect(outputs["publicKeyPem"]).toMatch(/BEGIN PUBLIC KEY/);
  }
}
