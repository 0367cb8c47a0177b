import { spawnSync } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { authenticate, type DNSResolver } from "mailauth";
import type { DmarcPolicy } from "../../baseline/email/dmarc.js";
import type { Message } from "./mails.js";
import { AUTHSERV_ID, RSPAMD_PORT, type MailServers } from "./mailServers.js";
import { passThroughMilter } from "./milter.js";
import { outcomeOf, type DkimResult, type Prediction, type SpfResult, type Verdict } from "./prediction.js";

/** The receivers, and how much of a verdict each one gives. */
export const RECEIVERS = {
  mailauth: ["spf", "dkim", "outcome", "aligned"],
  rspamd: ["spf", "dkim", "outcome"],
  OpenDMARC: ["spf", "dkim", "outcome"],
  pyspf: ["spf"],
  dkimpy: ["dkim"],
} as const satisfies Readonly<Record<string, readonly (keyof Prediction)[]>>;
export type Receiver = keyof typeof RECEIVERS;
export const RECEIVER_NAMES = Object.keys(RECEIVERS) as Receiver[];

/** What a receiver found. */
export type Judgement = Partial<Prediction>;

const PYTHON = "/usr/bin/python3";
/** Receivers that follow the RFCs to the letter; mailauth's declaration lacks the option. */
const STRICT = { strict: true };

/** What every receiver says of every message, in the order of the messages. */
export async function judge(
  messages: readonly Message[],
  servers: MailServers,
): Promise<Record<Receiver, Judgement[]>> {
  const python = askPython(messages);
  const found: Record<Receiver, Judgement[]> = {
    mailauth: [],
    rspamd: [],
    OpenDMARC: [],
    pyspf: python.map(({ spf }) => ({ spf })),
    dkimpy: python.map(({ dkim }) => ({ dkim })),
  };
  for (const message of messages) {
    const [mailauth, rspamd, openDmarc] = await Promise.all([
      askMailauth(message),
      askRspamd(message),
      askOpenDmarc(message, servers),
    ]);
    found.mailauth.push(mailauth);
    found.rspamd.push(rspamd);
    found.OpenDMARC.push(openDmarc);
  }
  return found;
}

/** mailauth, a receiver by RFC 9989. */
async function askMailauth({ ip, helo, mailFrom, text }: Message): Promise<Prediction> {
  const resolver = new Resolver();
  const { spf, dkim, dmarc } = await authenticate(text, {
    ip,
    helo,
    sender: mailFrom,
    mta: AUTHSERV_ID,
    trustReceived: false,
    resolver: ((name: string, type: string) => resolver.resolve(name, type)) as DNSResolver,
    ...STRICT,
  });
  if (!spf || !dmarc) throw new Error("mailauth judges neither SPF nor DMARC.");
  const signature = dkim.results.find(({ status }) => status.result !== "none");
  return {
    spf: spf.status.result as SpfResult,
    dkim: (signature?.status.result ?? "none") as DkimResult,
    outcome: dmarc.status.result === "pass" ? "delivered" : outcomeOf(dmarc.policy as DmarcPolicy),
    aligned: { spf: Boolean(dmarc.alignment.spf.result), dkim: Boolean(dmarc.alignment.dkim.result) },
  };
}

/** OpenDKIM, and behind it OpenDMARC with libspf2: a receiver by RFC 7489. */
async function askOpenDmarc(message: Message, { openDkim, openDmarc }: MailServers): Promise<Verdict> {
  const { added } = await passThroughMilter(openDkim, message);
  const text = [...added, message.text].join("\r\n");
  const answer = await passThroughMilter(openDmarc, { ...message, text });
  return {
    spf: resultOf("spf", answer.added) as SpfResult,
    dkim: resultOf("dkim", added) as DkimResult,
    outcome: answer.action === "reject" ? "refused" : answer.quarantined ? "put aside" : "delivered",
  };
}

/** The result of a method in Authentication-Results (RFC 8601 §2.2). */
function resultOf(method: string, headers: readonly string[]): string {
  const pattern = new RegExp(`^Authentication-Results:.*\\b${method}=(\\w+)`, "s");
  const results = headers.flatMap((header) => pattern.exec(header)?.[1] ?? []);
  return results[0] ?? `no ${method} in ${JSON.stringify(headers)}`;
}

const RSPAMD_SPF: Readonly<Record<string, SpfResult>> = {
  R_SPF_ALLOW: "pass",
  R_SPF_FAIL: "fail",
  R_SPF_SOFTFAIL: "softfail",
  R_SPF_NEUTRAL: "neutral",
  R_SPF_NA: "none",
};
const RSPAMD_DKIM: Readonly<Record<string, DkimResult>> = {
  R_DKIM_ALLOW: "pass",
  R_DKIM_REJECT: "fail",
  R_DKIM_NA: "none",
};

/** rspamd, a receiver by RFC 7489. */
async function askRspamd({ ip, helo, mailFrom, text }: Message): Promise<Verdict> {
  const response = await fetch(`http://127.0.0.1:${RSPAMD_PORT}/checkv2`, {
    method: "POST",
    headers: { IP: ip, Helo: helo, From: mailFrom, Rcpt: "buyer@customer.example" },
    body: text,
  });
  const { action, symbols } = (await response.json()) as { action: string; symbols: Record<string, unknown> };
  const found = Object.keys(symbols);
  const spf = found.flatMap((symbol) => RSPAMD_SPF[symbol] ?? [])[0];
  const dkim = found.flatMap((symbol) => RSPAMD_DKIM[symbol] ?? [])[0];
  if (spf === undefined || dkim === undefined) throw new Error(`rspamd gives no result: ${found.join(" ")}`);
  return {
    spf,
    dkim,
    outcome: action === "reject" ? "refused" : action === "add header" ? "put aside" : "delivered",
  };
}

/** pyspf and dkimpy, which judge all messages in one process. */
function askPython(messages: readonly Message[]): Pick<Verdict, "spf" | "dkim">[] {
  const mails = messages.map(({ ip, helo, mailFrom, text }) => ({ ip, helo, sender: mailFrom, message: text }));
  const { stdout, stderr, status } = spawnSync(PYTHON, ["test/support/judge.py"], {
    input: JSON.stringify({ mails }),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`pyspf and dkimpy do not run: ${stderr}`);
  return JSON.parse(stdout) as Pick<Verdict, "spf" | "dkim">[];
}
