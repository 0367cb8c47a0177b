import { request, type RequestOptions } from "node:https";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, getCACertificates, rootCertificates, type PeerCertificate } from "node:tls";
import { POLICY_PATH } from "../baseline/email/mtaStsHost.js";
import { MAX_POLICY_LENGTH } from "../baseline/email/mtaStsPolicyFile.js";
import { checkServerName, tlsFault } from "./tlsFault.js";

/** What a host says to the request for a domain's MTA-STS policy. */
export type PolicyAnswer =
  | {
      readonly state: "answered";
      readonly status: number;
      /** The header Content-Type as sent. */
      readonly contentType: string | undefined;
      /** The header Location, which senders do not follow. */
      readonly location: string | undefined;
      /** At most one octet more than senders read. */
      readonly body: string;
    }
  /** The host is there, and gives no answer that senders take: the reason is the end of a sentence about it. */
  | { readonly state: "refused"; readonly reason: string }
  /** Nothing was heard of the host, which may be a matter of this machine's network. */
  | { readonly state: "unreached"; readonly reason: string };

/** Fetches policies. It never throws: a failure is an answer. */
export interface PolicyFetcher {
  /**
   * @param host the policy host, which the certificate must name
   * @param addresses its addresses, as DNS has them
   */
  fetch(host: string, addresses: readonly string[]): Promise<PolicyAnswer>;
}

/** Opens a TCP connection to the HTTPS port of an address. */
export type Connect = (address: string) => Socket;

/** How policies are fetched. */
export interface PolicyFetchOptions {
  /** Certificates in PEM of authorities that are trusted beside those of Node and `NODE_EXTRA_CA_CERTS`. @default none */
  readonly authorities?: readonly string[];
  /** Milliseconds for the whole answer. @default 60000, as RFC 8461 §3.3 suggests to senders */
  readonly timeout?: number;
  /** @default port 443 of the address */
  readonly connect?: Connect;
}

/** RFC 8461 §3.3: a suggested timeout is one minute. */
const POLICY_TIMEOUT = 60_000;
/** Milliseconds until an address that does not answer is given up. */
const CONNECT_TIMEOUT = 10_000;
/** More addresses of one host are not tried. */
const MAX_ADDRESSES = 4;

/** Fetches policies as senders do (RFC 8461 §3.3): over HTTPS alone, without redirects and without a cache. */
export function httpsPolicyFetcher({
  authorities = [],
  timeout = POLICY_TIMEOUT,
  connect = (address) => connectTcp({ host: address, port: 443 }),
}: PolicyFetchOptions = {}): PolicyFetcher {
  // Node has this list since 22.15; before, NODE_EXTRA_CA_CERTS holds only where no authority is given.
  const known = (getCACertificates as typeof getCACertificates | undefined)?.("default") ?? rootCertificates;
  const ca = authorities.length === 0 ? {} : { ca: [...known, ...authorities] };
  return {
    fetch: async (host, addresses) => {
      const opened = await openFirst(addresses.slice(0, MAX_ADDRESSES), connect, Math.min(timeout, CONNECT_TIMEOUT));
      return "socket" in opened ? ask(opened.socket, host, ca, timeout) : opened;
    },
  };
}

/** The first connection that comes about, or why none does. */
async function openFirst(
  addresses: readonly string[],
  connect: Connect,
  timeout: number,
): Promise<{ readonly socket: Socket } | PolicyAnswer> {
  const reasons: string[] = [];
  let isRefused = addresses.length > 0;
  for (const address of addresses) {
    const socket = connect(address);
    const code = await new Promise<string | undefined>((resolve) => {
      const timer = setTimeout(() => resolve("timeout"), timeout);
      const end = (code?: string): void => {
        clearTimeout(timer);
        resolve(code);
      };
      // It stays for the connection's whole life: an error that nobody hears would end the process.
      socket.once("connect", () => end()).on("error", (error) => end(codeOf(error)));
    });
    if (code === undefined) return { socket };
    socket.destroy();
    reasons.push(`${address} ${code}`);
    isRefused &&= code === "ECONNREFUSED";
  }
  if (isRefused) return { state: "refused", reason: `refuses connections to its HTTPS port (${addresses.join(", ")})` };
  return { state: "unreached", reason: reasons.join(", ") };
}

function ask(socket: Socket, host: string, ca: { ca?: string[] }, timeout: number): Promise<PolicyAnswer> {
  return new Promise((resolve) => {
    const finish = (answer: PolicyAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      socket.destroy();
    };
    const refuse = (reason: string): void => finish({ state: "refused", reason });
    const timer = setTimeout(() => refuse(`does not give the whole answer within ${timeout / 1000} seconds`), timeout);
    const options: RequestOptions = {
      method: "GET",
      host,
      path: POLICY_PATH,
      // Beside a connection of our own Node takes the port of HTTP for the default, and would name 443 or 80 here.
      headers: { host, accept: "text/plain", "accept-encoding": "identity", "user-agent": "storefront-baseline" },
      createConnection: () =>
        connectTls({
          socket,
          servername: host,
          ALPNProtocols: ["http/1.1"],
          rejectUnauthorized: true,
          checkServerIdentity: (name: string, certificate: PeerCertificate) => checkServerName(name, certificate),
          ...ca,
        }),
    };
    const outgoing = request(options, (response) => {
      const { statusCode: status = 0, headers } = response;
      const chunks: Buffer[] = [];
      let octets = 0;
      const end = (): void => {
        const body = Buffer.concat(chunks)
          .subarray(0, MAX_POLICY_LENGTH + 1)
          .toString("latin1");
        finish({ state: "answered", status, contentType: headers["content-type"], location: headers.location, body });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        octets += chunk.length;
        if (octets > MAX_POLICY_LENGTH) end();
      });
      response.once("end", end).on("error", (error) => refuse(tlsFault(error)));
    });
    outgoing.on("error", (error) => refuse(tlsFault(error))).end();
  });
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
