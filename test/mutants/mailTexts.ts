import { fromCloudflareTxt, fromRoute53Txt, toCloudflareTxt, toRoute53Txt } from "../../baseline/email/txt.js";
import type { Given } from "../support/pack.js";
import { rsaKey } from "../support/records.js";
import { placeOf, type Change, type Path } from "./change.js";

const HOST = "host.foreign.example";
const MAILBOX = "mailto:somebody@foreign.example";

/** Weaker values of each tag, by the first words of the text. A tag that no list names is only dropped. */
const TAGS: Readonly<Record<string, Readonly<Record<string, (value: string) => readonly string[]>>>> = {
  "v=DMARC1": {
    v: () => ["DMARC2"],
    p: () => ["none", "quarantine"],
    sp: () => ["none", "quarantine"],
    np: () => ["none", "quarantine"],
    t: () => ["y"],
    adkim: () => ["r", "s"],
    aspf: () => ["r", "s"],
    rua: (value) => [MAILBOX, `${value},${MAILBOX}`, "nobody"],
    psd: () => ["y"],
  },
  "v=DKIM1": {
    v: () => ["DKIM2"],
    k: () => ["dsa"],
    h: () => ["sha1"],
    t: () => ["y", "y:s"],
    s: () => ["other"],
    p: (value) => ["", value.slice(0, -20), rsaKey(1024), rsaKey(512)],
  },
  "v=STSv1": { v: () => ["STSv2"], id: () => ["", "not-an-id"] },
  "v=TLSRPTv1": { v: () => ["TLSRPTv2"], rua: (value) => [MAILBOX, `${value},${MAILBOX}`, "nobody"] },
  "v=BIMI1": {
    v: () => ["BIMI2"],
    l: (value) => [value.replace("https:", "http:"), `https://${HOST}/logo.svg`, ""],
    a: (value) => [value.replace("https:", "http:"), `https://${HOST}/logo.pem`, ""],
  },
};
/** Tags that the text may leave out, and which weaken it where they stand. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  "v=DMARC1": ["t=y", "np=none", "sp=none", "adkim=r", "aspf=r", "psd=y", "pct=0"],
  "v=DKIM1": ["t=y", "h=sha1", "s=other"],
  "v=STSv1": [],
  "v=TLSRPTv1": [],
  "v=BIMI1": [],
};
const NAMES: Readonly<Record<string, string>> = {
  "v=DMARC1": "dmarc",
  "v=DKIM1": "dkim",
  "v=STSv1": "sts",
  "v=TLSRPTv1": "tlsrpt",
  "v=BIMI1": "bimi",
};

/** The changes of a mail text in a TXT record, or of an MTA-STS policy file in whatever serves it. */
export function mailChanges(resource: Given, value: unknown, path: Path): Change[] {
  if (typeof value !== "string") return [];
  if (value.includes("version: STSv1")) return policyFileChanges(value, path);
  if (resource.inputs["type"] !== "TXT" || !["content", "records"].includes(String(path[0]))) return [];
  const isCloudflare = path[0] === "content";
  const read = isCloudflare ? fromCloudflareTxt(value) : fromRoute53Txt(value);
  if (!read.ok) return [];
  const { text } = read.value;
  const write = isCloudflare ? toCloudflareTxt : toRoute53Txt;
  return textVariants(text).map(({ part, text: to, ...variant }): Change => {
    const operator = part.endsWith("(spelling)") ? "same" : "term";
    return { operator, path, place: `${placeOf(path)}:${part}`, from: value, to: write(to), ...variant };
  });
}

interface Variant {
  /** What is changed: `dmarc.p`, `spf.all`. */
  readonly part: string;
  readonly detail: string;
  readonly text: string;
}

function textVariants(text: string): Variant[] {
  if (/^v=spf1( |$)/.test(text)) return spfVariants(text);
  const version = Object.keys(NAMES).find((start) => text.startsWith(start));
  return version === undefined ? [] : tagVariants(text, version);
}

function tagVariants(text: string, version: string): Variant[] {
  const standard = NAMES[version] ?? "";
  const tags = text.split(";").flatMap((tag) => (tag.trim() === "" ? [] : [tag.trim()]));
  const nameOf = (tag: string): string => tag.split("=", 1)[0]?.trim() ?? "";
  const joined = (all: readonly string[]): string => all.join("; ");
  const variants: Variant[] = [
    { part: `${standard} (spelling)`, detail: "a final semicolon", text: `${joined(tags)};` },
  ];
  for (const [index, tag] of tags.entries()) {
    const name = nameOf(tag);
    const old = tag.slice(tag.indexOf("=") + 1).trim();
    const part = `${standard}.${name}`;
    variants.push({ part, detail: `without ${name}`, text: joined(tags.toSpliced(index, 1)) });
    for (const weaker of TAGS[version]?.[name]?.(old) ?? []) {
      if (weaker === old) continue;
      const shown = name === "p" && weaker.length > 20 ? `a key of ${weaker.length} characters` : weaker;
      const detail = name === "p" && old.length > 20 ? `p → ${shown}` : `${name}=${old} → ${name}=${shown}`;
      variants.push({ part, detail, text: joined(tags.toSpliced(index, 1, `${name}=${weaker}`)) });
    }
  }
  const given = tags.map(nameOf);
  for (const tag of ADDED[version] ?? []) {
    if (given.includes(nameOf(tag))) continue;
    variants.push({
      part: `${standard}.${nameOf(tag)}`,
      detail: `${tag} added`,
      text: joined(tags.toSpliced(2, 0, tag)),
    });
  }
  return variants;
}

function spfVariants(text: string): Variant[] {
  const [version = "", ...terms] = text.split(" ");
  const with_ = (part: string, detail: string, changed: readonly string[]): Variant => {
    return { part: `spf.${part}`, detail, text: [version, ...changed].join(" ") };
  };
  const variants: Variant[] = terms.map((term, index) =>
    with_(term.replace(/[:=].*/, "").replace(/^[-~?+]/, ""), `without ${term}`, terms.toSpliced(index, 1)),
  );
  const last = terms.findIndex((term) => /^[-~?+]?all$/.test(term));
  for (const all of last < 0 ? [] : ["+all", "all", "?all", "~all", "-all"]) {
    if (terms[last] !== all) variants.push(with_("all", `${terms[last]} → ${all}`, terms.toSpliced(last, 1, all)));
  }
  const added = [
    `include:${HOST}`,
    "ip4:0.0.0.0/0",
    "ip4:0.0.0.0/1",
    "ip6::/0",
    "ptr",
    `exists:%{i}.${HOST}`,
    `mx:${HOST}`,
  ];
  return [
    ...variants,
    ...added.map((term) => with_(term.replace(/:.*/, ""), `${term} added`, [term, ...terms])),
    { part: "spf", detail: "another version", text: [`v=spf2`, ...terms].join(" ") },
  ];
}

/** The policy file stands in a script or an object: its lines are found by their names. */
function policyFileChanges(value: string, path: Path): Change[] {
  const made = (part: string, detail: string, to: string): Change[] =>
    to === value
      ? []
      : [{ operator: "term", path, place: `${placeOf(path)}:policy-file.${part}`, from: value, detail, to }];
  const hosts = [...value.matchAll(/mx: ([\w.*-]+?)(\\r\\n|\r\n)/g)];
  return [
    ...["testing", "none"].flatMap((mode) =>
      made("mode", `mode: ${mode}`, value.replace(/mode: \w+/, `mode: ${mode}`)),
    ),
    ...[0, 60, 3600].flatMap((age) =>
      made("max_age", `max_age: ${age}`, value.replace(/max_age: \d+/, `max_age: ${age}`)),
    ),
    ...made("version", "version: STSv2", value.replace("STSv1", "STSv2")),
    ...hosts.flatMap(([line, host = ""]) => [
      ...made("mx", `without mx: ${host}`, value.replace(line, "")),
      ...made("mx", `mx: ${HOST} for ${host}`, value.replace(line, line.replace(host, HOST))),
      ...made("mx", `mx: * added`, value.replace(line, `${line}${line.replace(host, "*")}`)),
    ]),
    ...made("text", "no policy file", value.replace(/version: STSv1.*?(?=max_age)/s, "")),
  ];
}
