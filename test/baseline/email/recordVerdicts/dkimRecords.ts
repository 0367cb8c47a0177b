import { generateKeyPairSync } from "node:crypto";
import { toCloudflareTxt } from "../../../../baseline/email/txt.js";
import { ed25519Key, rsaKey, type TestKey } from "../dkimKeys.js";
import type { HardRecord } from "./hardRecord.js";

/** A key record, and the key with which a message is signed. */
export interface HardDkimRecord extends HardRecord {
  readonly key: TestKey;
}

const rsa = rsaKey(2048);
const ed25519 = ed25519Key();
const [rsa512, rsa768, rsa1024, rsa4096] = [rsaKey(512), rsaKey(768), rsaKey(1024), rsaKey(4096)];
const der = (key: TestKey, type: "pkcs1" | "spki"): string =>
  key.publicKey.export({ type, format: "der" }).toString("base64");
const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "der" });
const pem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();

function key(
  title: string,
  signing: TestKey,
  text: string | readonly string[],
  looks: string,
  [result, reference, ...rules]: readonly [
    result: "pass" | "fail" | "undefined",
    reference: string,
    ...rules: string[],
  ],
  more: Pick<HardRecord, "note" | "differs"> = {},
): HardDkimRecord {
  const texts = [text].flat().map(toCloudflareTxt);
  const records = { "s1._domainkey.shop.example TXT": texts };
  return { title, records, looks, result, reference, rules, key: signing, ...more };
}

/** Judges that take a key which the standard does not let them take, and why. */
const taken = (why: Partial<Record<"mailauth" | "dkimpy", string>>): Pick<HardRecord, "differs"> => ({
  differs: Object.fromEntries(Object.entries(why).map(([judge, text]) => [judge, { result: "pass", why: text }])),
});

/** See "mailauth accepts, against the standard" in dkimMailauth.test.ts. */
const LENIENT = { note: "Outside its strict mode mailauth lets it pass." };

/** Key records, and what becomes of a message that is signed with the key. */
export const dkimRecords: readonly HardDkimRecord[] = [
  key("RSA with 512 bits", rsa512, `v=DKIM1; p=${rsa512.p}`, "The key is an RSA key, and fits into one string.", [
    "fail",
    "RFC 8301 §3.2",
    "DK01",
  ]),
  key("RSA with 768 bits", rsa768, `v=DKIM1; p=${rsa768.p}`, "The key is an RSA key, and fits into one string.", [
    "fail",
    "RFC 8301 §3.2",
    "DK01",
  ]),
  key(
    "RSA with 1024 bits",
    rsa1024,
    `v=DKIM1; p=${rsa1024.p}`,
    "Every verifier takes the key.",
    ["pass", "RFC 8301 §3.2", "DK01"],
    {
      note: "Verifiers must take it still, and signers should use 2048 bits: an exemption names who cannot.",
    },
  ),
  key(
    "RSA with 4096 bits in three character-strings",
    rsa4096,
    `v=DKIM1; p=${rsa4096.p}`,
    "A string holds 255 octets.",
    ["pass", "RFC 6376 §3.6.2.2"],
  ),
  key("RSA in the form of PKCS #1", rsa, `v=DKIM1; p=${der(rsa, "pkcs1")}`, "The key begins like no other.", [
    "pass",
    "RFC 6376 §3.6.1",
  ]),
  key("A space in the key", rsa, `v=DKIM1; p=${rsa.p.slice(0, 200)} ${rsa.p.slice(200)}`, "The key is broken.", [
    "pass",
    "RFC 6376 §3.6.1",
  ]),
  key(
    "A key cut off by a form's limit",
    rsa,
    `v=DKIM1; p=${rsa.p.slice(0, 248)}`,
    "The key is long and looks like one.",
    ["fail", "RFC 6376 §3.6.1", "DK03"],
  ),
  key(
    "Quotation marks around the key",
    rsa,
    `v=DKIM1; p="${rsa.p}"`,
    "The quotation marks are those of a zone file.",
    ["fail", "RFC 6376 §3.6.1", "DK03"],
    taken({ dkimpy: "Its base64 decoder skips what is none." }),
  ),
  key(
    "A key in PEM armour",
    rsa,
    `v=DKIM1; p=${pem.replaceAll("\n", "")}`,
    "The key stands there as OpenSSL writes it.",
    ["fail", "RFC 6376 §3.6.1", "DK03"],
  ),
  key(
    "A private key",
    rsa,
    `v=DKIM1; p=${rsa.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64")}`,
    "The key is base64, and signatures verify.",
    ["fail", "RFC 6376 §3.6.1, §8.3", "DK03"],
    taken({ mailauth: "It derives the public key from it; everybody can do so, and sign." }),
  ),
  key("An empty key", rsa, "v=DKIM1; p=", "There is no key yet.", ["fail", "RFC 6376 §3.6.1"], {
    note: "The key is revoked, as it should be where a selector is retired or a domain parked; the audit says so (DK08).",
  }),
  key(
    "Only sha1",
    rsa,
    `v=DKIM1; h=sha1; p=${rsa.p}`,
    "The key is good, and sha1 is one of the hashes that DKIM knows.",
    ["fail", "RFC 6376 §3.6.1, RFC 8301 §3.1", "DK06"],
    taken({ dkimpy: "It does not read the tag h." }),
  ),
  key("A key for another service", rsa, `v=DKIM1; s=tlsrpt; p=${rsa.p}`, "The key is good.", [
    "fail",
    "RFC 6376 §3.6.1",
    "DK06",
  ]),
  key(
    "Test mode of a key",
    rsa,
    `v=DKIM1; t=y; p=${rsa.p}`,
    "The domain signs its mail.",
    ["pass", "RFC 6376 §3.6.1", "DK07"],
    {
      note: "A verifier must treat the message as it treats an unsigned one, whatever its signature.",
    },
  ),
  key(
    "The version behind other tags",
    rsa,
    `p=${rsa.p}; v=DKIM1`,
    "The tags have no order.",
    ["fail", "RFC 6376 §3.6.1, §6.1.2", "DK05"],
    { ...taken({ dkimpy: "It does not look at the order." }), ...LENIENT },
  ),
  key(
    "DKIM1 in lower case",
    rsa,
    `v=dkim1; p=${rsa.p}`,
    "Letters in DNS have no case.",
    ["fail", "RFC 6376 §3.6.1, §6.1.2", "DK05"],
    LENIENT,
  ),
  key("Ed25519, raw", ed25519, `v=DKIM1; k=ed25519; p=${ed25519.p}`, "The key is far too short.", [
    "pass",
    "RFC 8463 §4",
  ]),
  key(
    "Ed25519 in the form of OpenSSL",
    ed25519,
    `v=DKIM1; k=ed25519; p=${ed25519.spki}`,
    "The key stands there as OpenSSL writes it.",
    ["fail", "RFC 8463 §4", "DK02"],
    LENIENT,
  ),
  key(
    "Ed25519 without its type",
    ed25519,
    `v=DKIM1; p=${ed25519.p}`,
    "The key's length tells its type.",
    ["fail", "RFC 6376 §3.6.1", "DK02"],
    LENIENT,
  ),
  key(
    "Two keys at one selector",
    rsa,
    [`v=DKIM1; p=${rsa.p}`, `v=DKIM1; p=${other.toString("base64")}`],
    "Verifiers try both.",
    ["undefined", "RFC 6376 §3.6.2.2", "DK04"],
    {
      ...taken({ mailauth: "It takes the first that DNS gives.", dkimpy: "It takes the first that DNS gives." }),
      note: "Which one DNS gives first is left to chance.",
    },
  ),
];
