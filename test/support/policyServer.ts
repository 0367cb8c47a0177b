import { createServer as createHttps } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect as connectTcp, type AddressInfo, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Connect } from "../../cli/policyFetch.js";
import type { ServerCertificate } from "./certificates.js";

/** How the server answers; tests may change it. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTPS server on the loopback interface that stands for a policy host. */
export interface PolicyServer {
  readonly port: number;
  /** Connects to it whatever the address, which is noted. */
  readonly connect: Connect;
  /** The addresses that were connected to. */
  readonly dialled: string[];
  /** What was asked: the server name of TLS, the header Host, the method and the path. */
  readonly asked: string[];
  respond: Respond;
  /** Shows another certificate from now on. */
  use(certificate: ServerCertificate): void;
  close(): Promise<void>;
}

/** A policy file's text as an answer. */
export function servePolicy(text: string, contentType = "text/plain"): Respond {
  return (_, response) => response.writeHead(200, { "content-type": contentType }).end(text);
}

export async function startPolicyServer(
  certificate: ServerCertificate,
  { port = 0, host = "127.0.0.1" } = {},
): Promise<PolicyServer> {
  const dialled: string[] = [];
  const asked: string[] = [];
  const server = createHttps(certificate, (request, response) => {
    const { servername } = request.socket as TLSSocket & { servername?: string };
    asked.push(`${String(servername)} ${request.headers.host} ${request.method} ${request.url}`);
    started.respond(request, response);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const bound = (server.address() as AddressInfo).port;
  const started: PolicyServer = {
    port: bound,
    connect: (address): Socket => {
      dialled.push(address);
      return connectTcp(bound, host);
    },
    dialled,
    asked,
    respond: servePolicy(""),
    use: (other) => server.setSecureContext(other),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return started;
}
