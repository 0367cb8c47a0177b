import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { getPolicy } from "mailauth/lib/mta-sts.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildMtaSts, policyId } from "../../../baseline/email/mtaSts.js";
import { buildPolicyWorker, policyHostOf, POLICY_PATH } from "../../../baseline/email/mtaStsHost.js";
import { buildMtaStsPolicy } from "../../../baseline/email/mtaStsPolicy.js";

interface Worker {
  readonly default: { fetch(request: Request): Response };
}

const HOST = policyHostOf("shop.example");
const URL_OF_POLICY = `https://${HOST}${POLICY_PATH}`;
const policy = buildMtaStsPolicy({ mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800 });

/** Loads a script as a Workers runtime does: as a module whose default export answers requests. */
async function load(script: string): Promise<Worker["default"]> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as Worker;
  return module.default;
}

describe("the Worker", () => {
  let worker: Worker["default"];
  beforeAll(async () => {
    worker = await load(buildPolicyWorker(policy));
  });

  it("serves the policy file at its path: 200, text/plain, the very text, and nothing for a cache to keep", async () => {
    const response = worker.fetch(new Request(URL_OF_POLICY));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).toBe(policy);
  });

  it("serves it whatever the query", async () => {
    expect(await worker.fetch(new Request(`${URL_OF_POLICY}?x=1`)).text()).toBe(policy);
  });

  it("answers HEAD like GET, without the text", async () => {
    const response = worker.fetch(new Request(URL_OF_POLICY, { method: "HEAD" }));
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it.each([
    "/",
    "/mta-sts.txt",
    "/.well-known/",
    "/.well-known/mta-sts.txt/",
    "/.well-known/MTA-STS.txt",
    "//.well-known/mta-sts.txt",
  ])("has nothing at %s: 404, no redirect, and nothing of the policy", async (elsewhere) => {
    const response = worker.fetch(new Request(`https://${HOST}${elsewhere}`));
    expect(response.status).toBe(404);
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).not.toContain("STSv1");
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", (method) => {
    const response = worker.fetch(new Request(URL_OF_POLICY, { method }));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it.each(['"; throw 1; "', "`${1}`", "</script>\u2028\\", "é😀"])("serves a text with %j unchanged", async (text) => {
    const response = (await load(buildPolicyWorker(text))).fetch(new Request(URL_OF_POLICY));
    expect(await response.text()).toBe(text);
  });
});

const OPENSSL = "openssl";
const openssl = spawnSync(OPENSSL, ["version"]).status === 0;

describe.skipIf(!openssl)(
  `a sender that holds to the letter of the RFC (mailauth) fetches the policy over TLS${openssl ? "" : " (skipped: openssl is not installed)"}`,
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "policy-host-"));
    const file = (name: string): string => path.join(folder, name);
    let server: https.Server;

    beforeAll(async () => {
      const subject = ["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`];
      const made = spawnSync(OPENSSL, [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
        ...[...subject, "-keyout", file("key.pem"), "-out", file("cert.pem")],
      ]);
      expect(made.status, made.stderr.toString()).toBe(0);
      const worker = await load(buildPolicyWorker(policy));
      const tls = { key: readFileSync(file("key.pem")), cert: readFileSync(file("cert.pem")) };
      server = https.createServer(tls, (request, answer) => {
        const { method = "GET", url = "/" } = request;
        const response = worker.fetch(new Request(`https://${HOST}${url}`, { method }));
        answer.writeHead(response.status, Object.fromEntries(response.headers));
        void response.text().then((text) => answer.end(text));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      // The one thing that differs from the real way: the port, and who vouches for the certificate.
      const { port } = server.address() as AddressInfo;
      const request = https.request.bind(https);
      vi.spyOn(https, "request").mockImplementation(((options: https.RequestOptions, done: never) =>
        request({ ...options, port, ca: tls.cert }, done)) as never);
    });

    afterAll(() => {
      vi.restoreAllMocks();
      server.close();
      rmSync(folder, { recursive: true });
    });

    it("and takes it under the record's id", async () => {
      const resolver = (name: string, type: string): Promise<unknown> => {
        if (name === "_mta-sts.shop.example" && type === "TXT")
          return Promise.resolve([[buildMtaSts(policyId(policy))]]);
        if (name === HOST && type === "A") return Promise.resolve(["127.0.0.1"]);
        return Promise.reject(Object.assign(new Error("none"), { code: "ENODATA" }));
      };
      const result = await getPolicy("shop.example", null, { resolver: resolver as never, strict: true });
      expect(result).toMatchObject({
        status: "found",
        policy: { id: policyId(policy), mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800 },
      });
      expect(result.warnings).toBeUndefined();
    });
  },
);
