import fc from "fast-check";
import type { SpfQualifier, SpfRecord, SpfTerm } from "../../../../baseline/email/spf/record.js";

const qualifier = fc.constantFrom<SpfQualifier>("+", "-", "~", "?");
const macro = fc
  .tuple(
    fc.constantFrom(..."slodiphvSLODIPHV"),
    fc.constantFrom("", "1", "2", "12", "128"),
    fc.constantFrom("", "r", "R"),
    fc.constantFrom("", ".", "-", "+,/_="),
  )
  .map((parts) => `%{${parts.join("")}}`);
const literal = fc.constantFrom("example", "_spf", "mail.", "a:b", "x/24", "-", "0", "~all", "e=f");
const macroString = fc
  .array(fc.oneof(literal, macro, fc.constantFrom("%%", "%_", "%-")), { maxLength: 4 })
  .map((parts) => parts.join(""));
const ending = fc.oneof(macro, fc.constantFrom(".example", ".example.", ".xn--p1ai", ".1-2", "%%"));
const domain = fc.tuple(macroString, ending).map((parts) => parts.join(""));
/** A property that may be absent. */
function optional<K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<K, T>>> {
  const present = value.map((given): Partial<Record<K, T>> => Object.fromEntries([[key, given]]) as Record<K, T>);
  return fc.oneof(present, fc.constant<Partial<Record<K, T>>>({}));
}

const name = fc.constantFrom("moo", "X-1", "a.b_c", "default", "v", "ip4", "redirecting");

/** Any term of the grammar. */
const term: fc.Arbitrary<SpfTerm> = fc.oneof(
  qualifier.map((given): SpfTerm => ({ kind: "all", qualifier: given })),
  fc
    .tuple(fc.constantFrom<"include" | "exists">("include", "exists"), qualifier, domain)
    .map(([kind, given, target]): SpfTerm => ({ kind, qualifier: given, domain: target })),
  fc
    .tuple(
      fc.constantFrom<"a" | "mx">("a", "mx"),
      qualifier,
      optional("domain", domain),
      optional("prefix4", fc.integer({ min: 0, max: 32 })),
      optional("prefix6", fc.integer({ min: 0, max: 128 })),
    )
    .map(([kind, given, ...rest]): SpfTerm => Object.assign({ kind, qualifier: given }, ...rest) as SpfTerm),
  fc
    .tuple(qualifier, optional("domain", domain))
    .map(([given, target]): SpfTerm => ({ kind: "ptr", qualifier: given, ...target })),
  fc
    .tuple(qualifier, fc.ipV4(), optional("prefix", fc.integer({ min: 0, max: 32 })))
    .map(([given, network, prefix]): SpfTerm => ({ kind: "ip4", qualifier: given, network, ...prefix })),
  fc
    .tuple(qualifier, fc.ipV6(), optional("prefix", fc.integer({ min: 0, max: 128 })))
    .map(([given, network, prefix]): SpfTerm => ({ kind: "ip6", qualifier: given, network, ...prefix })),
  fc.tuple(name, macroString).map(([given, value]): SpfTerm => ({ kind: "unknown", name: given, value })),
);

/** Any record of the grammar: any terms, and redirect and exp at most once each. */
export const spfRecord: fc.Arbitrary<SpfRecord> = fc
  .tuple(
    fc.array(term, { maxLength: 12 }),
    fc.option(
      domain.map((target): SpfTerm => ({ kind: "redirect", domain: target })),
      { nil: undefined },
    ),
    fc.option(
      domain.map((target): SpfTerm => ({ kind: "exp", domain: target })),
      { nil: undefined },
    ),
    fc.nat(),
  )
  .map(([terms, redirect, exp, at]) => {
    const all = [...terms];
    for (const modifier of [redirect, exp]) if (modifier) all.splice(at % (all.length + 1), 0, modifier);
    return { terms: all };
  });

const SPLINTERS = [
  ..." :/=%{}.-+~?,;\"'\\\t\r\n\u0000\u007f\u00a0\u2013\u200bé😀0",
  "%{",
  "%{d0}",
  "%{c}",
  "//",
  "/33",
  "/032",
  "//129",
  " -all",
  "-all",
  "ip4:",
  "ip6:",
  "a:",
  "include:",
  "exists:",
  "redirect=",
  " exp=x.example",
  " moo=%{t}",
  "v=spf1 ",
  "1.2.3.4",
  "::1",
  "example.com",
];

/** A text with a few pieces cut, doubled, put in, moved or changed by one bit. */
export function mutate(text: string, random: (below: number) => number): string {
  let mutant = text;
  for (let edit = random(4); edit >= 0; edit--) {
    // Most edits stand behind the version: a text that is no SPF record is refused at once.
    const at = random(8) === 0 ? random(mutant.length + 1) : Math.min(7 + random(mutant.length), mutant.length);
    const end = at + random(6);
    const flipped = String.fromCharCode((mutant.charCodeAt(at) || 0) ^ (1 << random(8)));
    const middle =
      [
        SPLINTERS[random(SPLINTERS.length)] ?? "",
        "",
        mutant.slice(at, end).repeat(2),
        flipped + mutant.slice(at + 1, end),
        (mutant[at] ?? "").repeat(random(50) === 0 ? 5000 : 3),
        mutant.slice(7, 7 + random(30)),
      ][random(6)] ?? "";
    mutant = mutant.slice(0, at) + middle + mutant.slice(end);
  }
  return mutant;
}
