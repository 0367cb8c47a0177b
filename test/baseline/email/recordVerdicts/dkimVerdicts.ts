import { spawnSync } from "node:child_process";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { dkimRecords, type HardDkimRecord } from "./dkimRecords.js";
import type { Judge } from "./hardRecord.js";
import { readWorld } from "./world.js";

const PYTHON = "/usr/bin/python3";
const MESSAGE = "From: shop@shop.example\r\nTo: a@b.example\r\nSubject: Order 1\r\n\r\nThank you.\r\n";
const hasDkimpy = spawnSync(PYTHON, ["-c", "import dkim, nacl, spf"]).status === 0;

async function signed({ key }: HardDkimRecord, selector: string): Promise<string> {
  const signature = {
    signingDomain: "shop.example",
    selector,
    privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    algorithm: `${key.keyType}-sha256`,
  };
  const { signatures } = await dkimSign(MESSAGE, { signatureData: [signature] } as Parameters<typeof dkimSign>[1]);
  return signatures + MESSAGE;
}

/** What other software makes of the signature, by the record's title: `pass` or `fail`. */
export async function dkimJudged(): Promise<ReadonlyMap<string, Partial<Record<Judge, string>>>> {
  // Each record stands at a selector of its own, so that one zone holds all.
  const cases = await Promise.all(
    dkimRecords.map(async (record, index) => ({
      title: record.title,
      name: `s${index}._domainkey.shop.example`,
      texts: Object.values(readWorld(record.records)).flat(),
      message: await signed(record, `s${index}`),
    })),
  );
  const dkimpy = hasDkimpy ? byDkimpy(cases) : [];
  const judged = new Map<string, Partial<Record<Judge, string>>>();
  for (const [index, { title, texts, message }] of cases.entries()) {
    const { results } = await dkimVerify(message, {
      resolver: () => Promise.resolve(texts.map((text) => [text])),
      strict: true,
    });
    // It says policy of short keys and neutral of unusable records: neither is a pass.
    const mailauth = results[0]?.status.result === "pass" ? "pass" : "fail";
    const other = dkimpy[index];
    judged.set(title, other === undefined ? { mailauth } : { mailauth, dkimpy: other });
  }
  return judged;
}

interface SignedCase {
  readonly name: string;
  readonly texts: readonly string[];
  readonly message: string;
}

function byDkimpy(cases: readonly SignedCase[]): string[] {
  const client = { ip: "203.0.113.9", helo: "mail.shop.example", sender: "shop@shop.example" };
  const { stdout, stderr } = spawnSync(PYTHON, ["test/support/judge.py"], {
    input: JSON.stringify({
      zone: Object.fromEntries(cases.map(({ name, texts }) => [`${name} TXT`, texts])),
      mails: cases.map(({ message }) => ({ ...client, message })),
    }),
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as { readonly dkim: string }[]).map(({ dkim }) => dkim);
}
