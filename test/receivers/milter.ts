import { connect, type Socket } from "node:net";
import type { Message } from "./mails.js";

/** What a milter does with a message. */
export interface MilterAnswer {
  /** Headers that it adds, as `Name: value`. */
  readonly added: readonly string[];
  /** Whether it asks to hold the message back. */
  readonly quarantined: boolean;
  /** Its last word. */
  readonly action: "accept" | "reject" | "discard" | "tempfail";
}

const VERSION = 6;
/** All modifications are allowed: SMFIF_ADDHDRS to SMFIF_SETSYMLIST. */
const ACTIONS = 0x1ff;
const NO_STEP_LEFT_OUT = 0;
const PATIENCE_MS = 30_000;

/** Answers of the protocol that end a message. */
const LAST_WORDS: Readonly<Record<string, MilterAnswer["action"]>> = {
  a: "accept",
  d: "discard",
  r: "reject",
  t: "tempfail",
  // A reply code that the milter chose itself.
  y: "reject",
};
/** Answers that ask for the next step. */
const GO_ON = ["c", "O"];

/** Passes a message to a milter at a local socket as a mail server does (the milter protocol, version 6). */
export async function passThroughMilter(at: string, message: Message): Promise<MilterAnswer> {
  const socket = connect(at);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`The milter at ${at} is silent.`)));
  const answers = packets(socket);
  const added: string[] = [];
  let quarantined = false;
  try {
    for (const [command, data = ""] of stepsOf(message)) {
      // A mail server tells its number of the message before MAIL FROM; milters name it in what they log.
      if (command === "M") send(socket, "D", "Mi\0job1\0");
      send(socket, command, data);
      for (;;) {
        const { value: answer } = await answers.next();
        if (!answer) throw new Error(`The milter at ${at} ends the connection after ${command}.`);
        const { code, body } = answer;
        const action = LAST_WORDS[code];
        if (action) return { added, quarantined, action };
        if (code === "q") quarantined = true;
        if (code === "h") added.push(headerOf(body));
        // An inserted header has its index before it.
        if (code === "i") added.push(headerOf(body.subarray(4)));
        if (GO_ON.includes(code)) break;
      }
    }
    return { added, quarantined, action: "accept" };
  } finally {
    send(socket, "Q", "");
    socket.end();
  }
}

function stepsOf({ ip, helo, mailFrom, text }: Message): (readonly [command: string, data?: Buffer | string])[] {
  const end = text.indexOf("\r\n\r\n");
  const headers = text
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, "\n")
    .split("\r\n");
  const port = Buffer.from([0, 25]);
  const client = Buffer.concat([Buffer.from(`client\0${ip.includes(":") ? 6 : 4}`), port, Buffer.from(`${ip}\0`)]);
  return [
    ["O", numbers(VERSION, ACTIONS, NO_STEP_LEFT_OUT)],
    ["C", client],
    ["H", `${helo}\0`],
    ["M", `<${mailFrom}>\0`],
    ["R", "<buyer@customer.example>\0"],
    ["T"],
    ...headers.map((header) => ["L", `${header.replace(/: ?/, "\0")}\0`] as const),
    ["N"],
    ["B", text.slice(end + 4)],
    ["E"],
  ];
}

function send(socket: Socket, command: string, data: Buffer | string): void {
  const body = Buffer.concat([Buffer.from(command), Buffer.from(data)]);
  socket.write(Buffer.concat([numbers(body.length), body]));
}

function numbers(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32BE(value, 4 * index));
  return buffer;
}

function headerOf(body: Buffer): string {
  return body.toString("latin1").replace(/\0$/, "").replace("\0", ": ");
}

async function* packets(socket: Socket): AsyncGenerator<{ code: string; body: Buffer }, undefined> {
  let pending = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
      const end = 4 + pending.readUInt32BE(0);
      yield { code: pending.toString("latin1", 4, 5), body: pending.subarray(5, end) };
      pending = pending.subarray(end);
    }
  }
  return undefined;
}
