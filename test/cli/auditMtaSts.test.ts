import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectTcp, createServer, Socket, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { audit, type AuditResult } from "../../cli/audit.js";
import type { PolicyFetchOptions } from "../../cli/policyFetch.js";
import {
  makeAuthority,
  type Authority,
  type CertificateContent,
  type ServerCertificate,
} from "../support/certificates.js";
import { serveDns, type DnsServer, type ServedZone } from "../support/dnsServer.js";
import { runCommand } from "../support/engine/command.js";
import { capture } from "../support/output.js";
import { servePolicy, startPolicyServer, type PolicyServer, type Respond } from "../support/policyServer.js";

const HOST = "mta-sts.shop.example";
const policy = (change: { mode?: string; mx?: string; age?: number } = {}): string =>
  [
    "version: STSv1",
    `mode: ${change.mode ?? "enforce"}`,
    `mx: ${change.mx ?? "mx.shop.example"}`,
    `max_age: ${change.age ?? 604_800}`,
    "",
  ].join("\r\n");
const ZONE: ServedZone = {
  "shop.example TXT": ["v=spf1 -all"],
  "shop.example MX": ["10 mx.shop.example"],
  "mx.shop.example A": ["192.0.2.9"],
  "_dmarc.shop.example TXT": ["v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example"],
  "_mta-sts.shop.example TXT": ["v=STSv1; id=1"],
  [`${HOST} A`]: ["192.0.2.10"],
};

let authority: Authority;
let good: ServerCertificate;
let folder: string;
let ca: string;
let dns: DnsServer;
let server: PolicyServer;
beforeAll(() => {
  authority = makeAuthority();
  good = authority.issue({ names: [HOST] });
  folder = mkdtempSync(path.join(tmpdir(), "audit-sts-"));
  ca = path.join(folder, "ca.pem");
  writeFileSync(ca, `The authority of this test\n${authority.pem}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  dns = await serveDns({ ...ZONE });
  server = await startPolicyServer(good);
  server.respond = servePolicy(policy());
});
afterEach(() => Promise.all([dns.close(), server.close()]));

/** A connection to a port where nobody listens. */
const refusing = (port: number): Socket => connectTcp(port, "127.0.0.1");
/** A connection that never comes about: one whose handle is never opened. */
const silent = (): Socket => new Socket();

/** What the audit says of MTA-STS, after a change to the zone. */
async function look(change: ServedZone = {}, fetching: PolicyFetchOptions = {}, flags: { ca?: string } = { ca }) {
  for (const [name, values] of Object.entries(change)) {
    if (values.length === 0) delete dns.zone[name];
    else dns.zone[name] = values;
  }
  const run = async (format: string) => {
    const streams = capture();
    const all = { server: [dns.address], timeout: "100", tries: "1", format, ...flags };
    const status = await audit("shop.example", all, streams, { connect: server.connect, ...fetching });
    return { status, out: streams.out() };
  };
  const { status, out } = await run("json");
  const section = (JSON.parse(out) as AuditResult).sections.find(({ title }) => title === "MTA-STS");
  if (section === undefined) throw new Error(out);
  const found = section.findings.map(({ id, message }) => `${id} ${message}`);
  return {
    status,
    section,
    found,
    text: async () => (await run("text")).out.split(/\n(?=[^ \n]* MTA-STS\n)/)[1]?.split("\n\n")[0],
  };
}

const unserved = (fact: string): string => `STS02 ${HOST}: The policy host ${fact}, so senders apply no policy.`;

describe("a policy that senders take", () => {
  it("is fetched from the policy host by its name, at the address that DNS has, and shown", async () => {
    const { status, section, found, text } = await look();
    expect({ status, found, failures: section.failures }).toEqual({ status: 0, found: [], failures: [] });
    expect(section.seen).toEqual([
      { name: "_mta-sts.shop.example", type: "TXT", text: "v=STSv1; id=1" },
      { name: `https://${HOST}/.well-known/mta-sts.txt`, type: "GET", text: policy() },
    ]);
    expect(server.dialled).toEqual(["192.0.2.10"]);
    expect(server.asked).toEqual([`${HOST} ${HOST} GET /.well-known/mta-sts.txt`]);
    expect(await text()).toBe(`✓ MTA-STS
    _mta-sts.shop.example TXT  v=STSv1; id=1
    https://${HOST}/.well-known/mta-sts.txt GET
      version: STSv1
      mode: enforce
      mx: mx.shop.example
      max_age: 604800`);
  });

  it.each<[string, Respond, ServedZone, CertificateContent]>([
    ["with parameters of its media type", servePolicy(policy(), "Text/Plain; charset=utf-8"), {}, { names: [HOST] }],
    ["with a certificate for a wildcard", servePolicy(policy()), {}, { names: ["other.example", "*.shop.example"] }],
    [
      "at an alias of another host",
      servePolicy(policy()),
      { [`${HOST} A`]: [], [`${HOST} CNAME`]: ["cdn.example"], "cdn.example A": ["192.0.2.11"] },
      { names: [HOST] },
    ],
    [
      "at an IPv6 address",
      servePolicy(policy()),
      { [`${HOST} A`]: [], [`${HOST} AAAA`]: ["2001:db8::1"] },
      { names: [HOST] },
    ],
    ["with a pattern that matches", servePolicy(policy({ mx: "*.shop.example" })), {}, { names: [HOST] }],
    [
      "of a domain without mail",
      servePolicy(policy({ mx: "x.example" })),
      { "shop.example MX": ["0 ."] },
      { names: [HOST] },
    ],
  ])("may be served %s", async (_, respond, change, content) => {
    server.use(authority.issue(content));
    server.respond = respond;
    const { status, found, section } = await look(change);
    expect({ status, found, files: section.seen.filter(({ type }) => type === "GET").length }).toEqual({
      status: 0,
      found: [],
      files: 1,
    });
  });

  it("is not looked for where no record tells of it", async () => {
    const { section, found } = await look({ "_mta-sts.shop.example TXT": [] });
    expect(found).toEqual([]);
    expect(section.notes).toEqual([
      "There is none, so senders may deliver without TLS, or to whoever answers in the middle.",
    ]);
    expect(server.dialled).toEqual([]);
  });
});

describe("an answer that senders do not take is a finding:", () => {
  const status =
    (code: number, headers: Record<string, string> = {}): Respond =>
    (_, response) =>
      response.writeHead(code, headers).end(policy());
  it.each<[string, Respond, string]>([
    [
      "a redirect",
      status(301, { location: "https://shop.example/mta-sts.txt", "content-type": "text/plain" }),
      unserved('answers with the redirect 301 to "https://shop.example/mta-sts.txt", which senders do not follow'),
    ],
    ["404", status(404, { "content-type": "text/plain" }), unserved("answers with the status 404 and not 200")],
    ["500", status(500), unserved("answers with the status 500 and not 200")],
    [
      "another media type",
      servePolicy(policy(), "text/html"),
      `STS02 ${HOST}: The policy is served as "text/html" and not as text/plain, so senders apply no policy.`,
    ],
    [
      "no media type",
      status(200),
      `STS02 ${HOST}: The policy is served without a media type and not as text/plain, so senders apply no policy.`,
    ],
    [
      "what is no HTTP",
      (request) => void request.socket.end("220 mx.shop.example ESMTP\r\n"),
      unserved("gives an answer that is no HTTP (HPE_INVALID_CONSTANT)"),
    ],
    ["a connection that breaks off", (request) => void request.socket.destroy(), unserved("breaks the connection off")],
    [
      "too large a file",
      servePolicy(`${policy()}x: ${"y".repeat(65_536)}`),
      `STS03 ${HOST}: The policy file has more than 65536 characters, and senders may refuse it.`,
    ],
    ["a file that is no policy", servePolicy("<html>"), ""],
  ])("%s", async (_, respond, says) => {
    server.respond = respond;
    const result = await look();
    if (says === "") expect(new Set(result.section.findings.map(({ id }) => id))).toEqual(new Set(["STS03"]));
    else expect(result.found).toEqual([says]);
    expect(result.status).toBe(1);
    expect(server.asked).toHaveLength(1);
    for (const { id, severity, message } of result.section.findings) {
      expect(await result.text()).toContain(`✗ ${id} ${severity}  ${message}`);
    }
  });

  it("a host that keeps senders waiting, however little it gives", async () => {
    server.respond = (_, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    };
    const { found, status: code } = await look({}, { timeout: 300 });
    expect({ found, code }).toEqual({
      found: [unserved("does not give the whole answer within 0.3 seconds")],
      code: 1,
    });
    server.respond = () => undefined;
    expect((await look({}, { timeout: 300 })).found).toEqual(found);
  });
});

describe("a certificate that senders do not take is a finding:", () => {
  it.each<[string, CertificateContent, string]>([
    [
      "for another name",
      { names: ["shop.example", "www.shop.example"] },
      "shows a certificate for shop.example, www.shop.example, and not for itself",
    ],
    [
      "for a wildcard of another level",
      { names: ["*.example"] },
      "shows a certificate for *.example, and not for itself",
    ],
    [
      "with the name in its subject alone",
      { names: [], commonName: HOST },
      "shows a certificate that has no host in its subject alternative names",
    ],
    ["that has expired", { names: [HOST], days: -1 }, "shows a certificate that has expired"],
  ])("%s", async (_, content, says) => {
    server.use(authority.issue(content));
    const { found, status } = await look();
    expect({ found, status }).toEqual({ found: [unserved(says)], status: 1 });
    expect(server.asked).toEqual([]);
  });

  it("of an authority that nobody trusts", async () => {
    expect((await look({}, {}, {})).found).toEqual([
      unserved(
        "shows a certificate of an authority that is not trusted, or without the intermediate certificate that leads to one",
      ),
    ]);
    server.use(makeAuthority().issue({ names: [HOST] }));
    expect((await look()).found).toEqual([unserved("shows a certificate that its authority did not sign")]);
  });
});

describe("a policy is compared with the domain:", () => {
  const lacks = (host: string, effect: string): string =>
    `STS04 shop.example has the mail host ${host}, which matches no mx of its MTA-STS policy (other.example): ${effect}.`;
  it.each<[string, string, ServedZone, string[], number]>([
    [
      "without a mail host, in force",
      policy({ mx: "other.example" }),
      {},
      [lacks("mx.shop.example", "senders refuse to deliver to it")],
      1,
    ],
    [
      "without a mail host, in the mode testing",
      policy({ mx: "other.example", mode: "testing" }),
      {},
      ["STS09", lacks("mx.shop.example", "senders report it, and would refuse it in force")],
      1,
    ],
    [
      "without the domain itself, where it has no MX record",
      policy({ mx: "other.example" }),
      { "shop.example MX": [] },
      [lacks("shop.example", "senders refuse to deliver to it")],
      1,
    ],
    ["in the mode testing", policy({ mode: "testing" }), {}, ["STS09"], 0],
    ["in the mode none", policy({ mode: "none", mx: "other.example" }), {}, ["STS09"], 0],
    ["that is soon forgotten", policy({ age: 86_400 }), {}, ["STS08"], 0],
  ])("%s", async (_, text, change, says, code) => {
    server.respond = servePolicy(text);
    const { found, status } = await look(change);
    expect(found.map((line) => (/^STS0[89]/.exec(line) ?? [line])[0])).toEqual(says);
    expect(status).toBe(code);
  });
});

describe("a policy host that cannot be reached", () => {
  it("is a finding where it has no address, or refuses connections", async () => {
    const none = await look({ [`${HOST} A`]: [] });
    expect({ found: none.found, status: none.status }).toEqual({
      found: [unserved("has neither an A nor an AAAA record")],
      status: 1,
    });
    await server.close();
    const closed = await look({ [`${HOST} A`]: ["192.0.2.10", "192.0.2.11"] });
    expect(closed.found).toEqual([unserved("refuses connections to its HTTPS port (192.0.2.10, 192.0.2.11)")]);
    server = await startPolicyServer(good);
  });

  it("is tried at its next address, and is an open question where none answers in time", async () => {
    const { port } = await new Promise<AddressInfo>((resolve) => {
      const closed = createServer().listen(0, "127.0.0.1", () => {
        const address = closed.address() as AddressInfo;
        closed.close(() => resolve(address));
      });
    });
    const fetching = {
      connect: (address: string) => (address === "192.0.2.10" ? refusing(port) : server.connect(address)),
    };
    expect((await look({ [`${HOST} A`]: ["192.0.2.10", "192.0.2.11"] }, fetching)).found).toEqual([]);
    const { found, section, status } = await look({}, { connect: silent, timeout: 100 });
    expect({ found, failures: section.failures, status }).toEqual({
      found: [],
      failures: [`HTTPS of ${HOST}: 192.0.2.10 timeout, 192.0.2.11 timeout`],
      status: 2,
    });
  });

  it("is an open question where DNS does not answer", async () => {
    const { found, section, status } = await look({ [`${HOST} A`]: "SERVFAIL", [`${HOST} AAAA`]: "SERVFAIL" });
    expect({ found, failures: section.failures, status }).toEqual({
      found: [],
      failures: [`A of ${HOST}: SERVFAIL`, `AAAA of ${HOST}: SERVFAIL`],
      status: 2,
    });
  });
});

describe("the command", () => {
  const cli = path.resolve(__dirname, "../../dist/cli/main.js");

  it("fetches the policy from port 443 itself, and trusts what --ca and NODE_EXTRA_CA_CERTS name", async (context) => {
    // An address of the loopback interface that nothing else listens to.
    const address = "127.80.60.1";
    const listening = await startPolicyServer(good, { port: 443, host: address }).catch((error: Error) => error);
    if (listening instanceof Error) {
      console.warn(`SKIPPED: this user may not listen to port 443 of ${address}: ${listening.message}`);
      return context.skip();
    }
    listening.respond = servePolicy(policy({ mode: "testing" }));
    dns.zone[`${HOST} A`] = [address];
    const run = (flags: readonly string[], env: Record<string, string> = {}) =>
      runCommand(process.execPath, [cli, "audit", "shop.example", "--server", dns.address, ...flags], folder, {
        ...(process.env as Record<string, string>),
        ...env,
      });
    try {
      for (const { code, stdout, stderr } of [await run(["--ca", ca]), await run([], { NODE_EXTRA_CA_CERTS: ca })]) {
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toContain(
          `https://${HOST}/.well-known/mta-sts.txt GET\n      version: STSv1\n      mode: testing`,
        );
        expect(stdout).toContain("! STS09 low");
      }
      const { code, stdout } = await run([]);
      expect(code).toBe(1);
      expect(stdout).toContain(
        `✗ STS02 high  ${HOST}: The policy host shows a certificate of an authority that is not`,
      );
    } finally {
      await listening.close();
    }
  });
});
