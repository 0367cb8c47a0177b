import { spawnSync } from "node:child_process";
import { spf } from "mailauth/lib/spf/index.js";

/** Answers by `name TYPE`; `null` is a query that fails, and what is not listed has nothing. MX values are hosts. */
export type JudgedZone = Readonly<Record<string, readonly string[] | null>>;

/** A message as a receiver sees it. */
export interface JudgedMail {
  readonly ip: string;
  readonly sender: string;
  readonly helo: string;
}

/**
 * What mailauth answers in its strict mode, which follows RFC 7208 to the letter.
 *
 * @param zone the DNS that it asks
 * @param mail the message
 */
export async function askMailauth(zone: JudgedZone, { ip, sender, helo }: JudgedMail): Promise<string> {
  const resolver = (name: string, type: string): Promise<unknown[]> => {
    const found = zone[`${name.toLowerCase().replace(/\.$/, "")} ${type}`];
    if (found === null) return Promise.reject(Object.assign(new Error("ESERVFAIL"), { code: "ESERVFAIL" }));
    if (found === undefined || found.length === 0) {
      return Promise.reject(Object.assign(new Error("ENODATA"), { code: "ENODATA" }));
    }
    if (type === "TXT") return Promise.resolve(found.map((text) => [text]));
    return Promise.resolve(type === "MX" ? found.map((exchange) => ({ priority: 10, exchange })) : [...found]);
  };
  const { status } = await spf({ sender, ip, helo, mta: "mx.example", resolver: resolver as never, strict: true });
  return status.result;
}

const PYTHON = "/usr/bin/python3";

/** Whether pyspf is installed. */
export const hasPyspf = spawnSync(PYTHON, ["-c", "import spf"]).status === 0;

/** A result of pyspf, and why. */
export interface PyspfAnswer {
  readonly result: string;
  readonly reason: string;
}

/**
 * What pyspf answers, in one run of it.
 *
 * @param questions each with the zone that it is asked in
 * @param voids how many look-ups of an evaluation may find nothing
 */
export function askPyspf(questions: readonly (JudgedMail & { readonly zone: JudgedZone })[], voids = 2): PyspfAnswer[] {
  const zones = [...new Set(questions.map(({ zone }) => zone))];
  const indices = new Map(zones.map((zone, index) => [zone, index]));
  const input = JSON.stringify({
    zones,
    voids,
    questions: questions.map((question) => ({ ...question, zone: indices.get(question.zone) })),
  });
  const { stdout, stderr } = spawnSync(PYTHON, ["test/support/spfJudge.py"], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (stderr !== "") throw new Error(stderr);
  return (JSON.parse(stdout) as [string, string][]).map(([result, reason]) => ({ result, reason }));
}
