import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { accepts, Daemon } from "./daemon.js";

export const RSPAMD_PORT = 11_333;
export const AUTHSERV_ID = "mx.receiver.example";

/** The public suffix list names no reserved top-level domain, and receivers by RFC 7489 find no organization without. */
const PUBLIC_SUFFIXES = "com\nexample\nnet\ntest\n";

/** OpenDKIM resolves by itself, through libunbound, unless it is told to ask somebody. */
const LIBUNBOUND_CONFIG = `server:
  do-not-query-localhost: no
  local-zone: "test." nodefault
forward-zone:
  name: "."
  forward-addr: 127.0.0.1
`;

/** Where the milters listen. */
export interface MailServers {
  readonly daemons: readonly Daemon[];
  readonly openDkim: string;
  readonly openDmarc: string;
}

/** Starts the receivers that are services. All of them look names up as /etc/resolv.conf says. */
export async function startMailServers(folder: string): Promise<MailServers> {
  const openDkim = path.join(folder, "opendkim.sock");
  const openDmarc = path.join(folder, "opendmarc.sock");
  const config = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  mkdirSync(path.join(folder, "rspamd"));
  const suffixes = config("suffixes", PUBLIC_SUFFIXES);
  const resolver = config("libunbound.conf", LIBUNBOUND_CONFIG);
  const dkim = Daemon.start(folder, [
    "opendkim",
    "-f",
    "-x",
    config("opendkim.conf", openDkimConfig(openDkim, resolver)),
  ]);
  const dmarc = Daemon.start(folder, [
    "opendmarc",
    "-f",
    "-c",
    config("opendmarc.conf", openDmarcConfig(openDmarc, suffixes)),
  ]);
  const rspamd = Daemon.start(folder, [
    "rspamd",
    "-f",
    "-i",
    "-c",
    config("rspamd.conf", rspamdConfig(path.join(folder, "rspamd"), suffixes)),
  ]);
  const daemons = [dkim, dmarc, rspamd];
  await dkim.until(() => accepts(openDkim));
  await dmarc.until(() => accepts(openDmarc));
  await rspamd.until(() => accepts(RSPAMD_PORT));
  return { daemons, openDkim, openDmarc };
}

/** It judges signatures and says what it found; it refuses nothing itself. */
function openDkimConfig(socket: string, resolver: string): string {
  return `Mode v
Socket local:${socket}
AuthservID ${AUTHSERV_ID}
AlwaysAddARHeader yes
ResolverConfiguration ${resolver}
On-Default accept
On-KeyNotFound accept
On-BadSignature accept
Syslog no
`;
}

/** It takes DKIM from OpenDKIM's header and evaluates SPF itself, by libspf2. */
function openDmarcConfig(socket: string, suffixes: string): string {
  return `Socket local:${socket}
AuthservID ${AUTHSERV_ID}
TrustedAuthservIDs ${AUTHSERV_ID}
PublicSuffixList ${suffixes}
SPFIgnoreResults true
SPFSelfValidate true
RejectFailures true
HoldQuarantinedMessages true
Syslog false
`;
}

/** The modules that judge the sender's authentication, and what a policy of reject means to them. */
function rspamdConfig(folder: string, suffixes: string): string {
  return `options {
  filters = "dkim";
  pidfile = "${folder}/rspamd.pid";
  tempdir = "${folder}";
  cache_file = "${folder}/symbols.cache";
  hs_cache_dir = "${folder}";
  history_file = "${folder}/history";
  dynamic_conf = "${folder}/dynamic";
  control_socket = "${folder}/control.sock mode=0600";
  url_tld = "${suffixes}";
  local_addrs = [];
  dns { nameserver = ["127.0.0.1:53:1"]; timeout = 5s; }
}
logging { type = "console"; level = "warning"; }
worker "normal" { bind_socket = "127.0.0.1:${RSPAMD_PORT}"; count = 1; }
modules { path = "/usr/share/rspamd/plugins"; }
actions { reject = 15; add_header = 6; }
spf { }
dkim { }
dmarc { actions { reject = "reject"; quarantine = "add_header"; } }
`;
}
