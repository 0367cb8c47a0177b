import { nearest } from "../../baseline/nearest.js";
import type { RuleSheet } from "../../policies/ruleSheet.js";
import { serviceAndName } from "./facts.js";

/** What rules are chosen by, as it stands on the command line. */
export interface RuleFilters {
  /** Severities; a rule of any of them is chosen. */
  readonly severity?: readonly string[];
  /** Topics, by their name or the letters of their ids. */
  readonly topic?: readonly string[];
  /** Resource types, or parts of one: `aws:s3`, `DnsRecord`. */
  readonly type?: readonly string[];
  /** Standards, or parts of one, with a section or without: `PCI DSS`, `RFC 9989 §4.7`. */
  readonly standard?: readonly string[];
  /** `mandatory` or `advisory`. */
  readonly level?: readonly string[];
}

/** The rules that were asked for, or why there are none, one sentence for each fault. */
export type Chosen = { readonly sheets: readonly RuleSheet[] } | { readonly faults: readonly string[] };

/** How many rules a message suggests. */
const MAX_SUGGESTIONS = 3;

/**
 * The rules of these ids or names.
 *
 * @param asked ids or names of policies, in any case
 */
export function rulesNamed(asked: readonly string[], all: readonly RuleSheet[]): Chosen {
  const found = asked.map((given) => all.find(({ id, name }) => isSame(given, id) || isSame(given, name)));
  const faults = asked
    .filter((_, index) => found[index] === undefined)
    .map((given) => `"${given}" is no rule of this pack${suggestion(given, all)}.`);
  return faults.length > 0 ? { faults } : { sheets: found.filter((sheet) => sheet !== undefined) };
}

/** The rules that pass every filter. A filter that chooses none by itself is a fault: it is likely misspelt. */
export function rulesBy(filters: RuleFilters, all: readonly RuleSheet[]): Chosen {
  const faults: string[] = [];
  let sheets = all;
  for (const [flag, { allowed, matches }] of Object.entries(FILTERS)) {
    const given = filters[flag as keyof RuleFilters] ?? [];
    for (const value of given) {
      if (value !== "" && all.some((sheet) => matches(sheet, value.toLowerCase()))) continue;
      const words = allowed(all);
      const list = words.length > MAX_LISTED ? "" : ` Allowed are ${words.join(", ")}.`;
      faults.push(`--${flag} is "${value}", which no rule has${nearest(value, words)}.${list}`);
    }
    if (given.length > 0) {
      sheets = sheets.filter((sheet) => given.some((value) => matches(sheet, value.toLowerCase())));
    }
  }
  if (faults.length > 0) return { faults };
  return sheets.length > 0 ? { sheets } : { faults: ["No rule passes all of these filters."] };
}

/** More words than this are no help in a message. */
const MAX_LISTED = 20;

interface Filter {
  /** The words that it knows. */
  readonly allowed: (all: readonly RuleSheet[]) => readonly string[];
  /** @param value in lower case */
  readonly matches: (sheet: RuleSheet, value: string) => boolean;
}

const FILTERS: Readonly<Record<keyof RuleFilters, Filter>> = {
  severity: {
    allowed: () => ["critical", "high", "medium", "low"],
    matches: ({ severity }, value) => severity === value,
  },
  topic: {
    allowed: (all) => unique(all.map(({ topic }) => topic.name)),
    matches: ({ topic }, value) => isSame(topic.name, value) || isSame(topic.letters, value),
  },
  type: {
    allowed: (all) => unique(all.flatMap(({ types }) => types).flatMap((type) => [serviceAndName(type)[0], type])),
    matches: ({ types }, value) =>
      types.some((type) => [type, serviceAndName(type).join(":")].some((text) => text.toLowerCase().includes(value))),
  },
  standard: {
    allowed: (all) => unique(all.flatMap(({ references }) => references.map(({ standard }) => standard))),
    matches: ({ references }, value) =>
      references.some(({ standard, section }) =>
        section.split(/[,;] */).some((part) => hasStandard(`${standard} ${part}`.toLowerCase(), value)),
      ),
  },
  level: { allowed: () => ["mandatory", "advisory"], matches: ({ level }, value) => level === value },
};

/** Words, in their order, at the beginning of words: `pci 7.2` is 7.2.2 too, and `7.2` is not 17.2. */
function hasStandard(text: string, value: string): boolean {
  const words = value.split(/\s+/).filter((word) => word !== "");
  let rest = text.split(/\s+/);
  return words.every((word) => {
    const at = rest.findIndex((one) => one.startsWith(word) || one.startsWith(`§${word}`));
    rest = rest.slice(at + 1);
    return at >= 0;
  });
}

function suggestion(given: string, all: readonly RuleSheet[]): string {
  const wanted = given.toLowerCase();
  const holding = all.filter(({ name }) => wanted.length >= 3 && name.includes(wanted));
  if (holding.length > 0 && holding.length <= MAX_SUGGESTIONS) {
    return `; there ${holding.length === 1 ? "is" : "are"} ${holding.map(({ id, name }) => `${id} ${name}`).join(", ")}`;
  }
  return nearest(
    given,
    all.flatMap(({ id, name }) => [id, name]),
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
