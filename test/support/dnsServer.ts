import { createSocket } from "node:dgram";
import { createServer, type AddressInfo } from "node:net";
import { AUTHORITATIVE_ANSWER, decode, encode, TRUNCATED_RESPONSE, type Answer, type Packet } from "dns-packet";

/**
 * Records as `name TYPE` and their values, `MX` and `CAA` as in a zone file. A TXT value may be its character-strings.
 * In place of values: `SERVFAIL` and `REFUSED` are answered so, `DROP` is never answered.
 */
export type ServedZone = Record<string, readonly (string | readonly string[])[] | "SERVFAIL" | "REFUSED" | "DROP">;

/** A DNS server on the loopback interface. */
export interface DnsServer {
  /** Its address and port, as resolvers take it. */
  readonly address: string;
  /** What was asked, as `name TYPE`, in order. */
  readonly asked: readonly string[];
  /** The records; tests may change them. */
  readonly zone: ServedZone;
  close(): Promise<void>;
}

const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
/** RFC 1035 §4.2.1: the longest answer by UDP without EDNS, in octets. */
const UDP_LIMIT = 512;

/** Starts a server, by UDP and TCP, that answers from a zone and says NXDOMAIN of every other name. */
export async function serveDns(zone: ServedZone): Promise<DnsServer> {
  const asked: string[] = [];
  const udp = createSocket("udp4");
  udp.on("message", (message, { address, port }) => {
    const answer = respond(message, zone, asked, UDP_LIMIT);
    if (answer) udp.send(answer, port, address);
  });
  const tcp = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      // RFC 1035 §4.2.2: two octets give the length of the message.
      const answer = respond(data.subarray(2), zone, asked, 65_535);
      if (!answer) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([length, answer]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  const { port } = tcp.address() as AddressInfo;
  await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${port}`,
    asked,
    zone,
    close: async () => {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}

function respond(message: Buffer, zone: ServedZone, asked: string[], limit: number): Buffer | undefined {
  const query = decode(message);
  const question = query.questions?.[0];
  if (!question) return undefined;
  const name = question.name.toLowerCase();
  asked.push(`${name} ${question.type}`);
  const packet: Packet = { type: "response", id: query.id ?? 0, questions: [question], answers: [] };
  const { answers, rcode } = answersTo(name, question.type, zone);
  if (rcode === undefined) return undefined;
  const flags = AUTHORITATIVE_ANSWER | rcode;
  const whole = encode({ ...packet, flags, answers });
  return whole.length <= limit ? whole : encode({ ...packet, flags: flags | TRUNCATED_RESPONSE });
}

/** The records, after CNAMEs, and how the answer ends; no code where there is none. */
function answersTo(name: string, type: string, zone: ServedZone): { answers: Answer[]; rcode?: number } {
  const answers: Answer[] = [];
  let at = name;
  for (let hops = 0; hops < 8; hops++) {
    const owner = ownerOf(at, zone);
    const found = zone[`${owner} ${type}`];
    if (found === "DROP") return { answers };
    if (found === "SERVFAIL" || found === "REFUSED") return { answers: [], rcode: RCODES[found] };
    if (found !== undefined && found.length > 0) {
      answers.push(...found.map((value) => toAnswer(at, type, value)));
      return { answers, rcode: RCODES.NOERROR };
    }
    const alias = zone[`${owner} CNAME`];
    if (alias === undefined || typeof alias === "string" || type === "CNAME") break;
    answers.push(toAnswer(at, "CNAME", alias[0] ?? ""));
    at = String(alias[0]).toLowerCase();
  }
  return { answers, rcode: exists(ownerOf(at, zone), zone) ? RCODES.NOERROR : RCODES.NXDOMAIN };
}

/** A name exists where it has a record of any type, or where there is a name below it (RFC 8020 §2). */
function exists(name: string, zone: ServedZone): boolean {
  return Object.keys(zone).some((key) => key.startsWith(`${name} `) || key.split(" ")[0]?.endsWith(`.${name}`));
}

/** The name whose records answer: the name itself, or the wildcard of the closest name above that exists (RFC 4592). */
function ownerOf(name: string, zone: ServedZone): string {
  if (exists(name, zone)) return name;
  const labels = name.split(".");
  const encloser = labels.map((_, index) => labels.slice(index + 1).join(".")).find((above) => exists(above, zone));
  return encloser !== undefined && exists(`*.${encloser}`, zone) ? `*.${encloser}` : name;
}

function toAnswer(name: string, type: string, value: string | readonly string[]): Answer {
  const common = { name, ttl: 60, class: "IN" } as const;
  if (type === "TXT") {
    // A character stands for an octet.
    const data = [value].flat().map((text) => Buffer.from(text, "latin1"));
    return { ...common, type, data };
  }
  const [first = "", second = "", ...rest] = String(value).split(" ");
  if (type === "MX") return { ...common, type, data: { preference: Number(first), exchange: second } };
  if (type === "CAA") {
    return { ...common, type, data: { flags: Number(first), tag: second, value: rest.join(" ") } } as Answer;
  }
  return { ...common, type, data: String(value) } as Answer;
}
