import type { Resolver } from "node:dns/promises";
import { dmarc } from "mailauth/lib/dmarc/index.js";
import { describe, expect, it } from "vitest";
import { effectivePolicy } from "../../../baseline/email/dmarcEffective.js";
import { zoneAnswers, type ZoneRecord } from "../../../baseline/email/zoneAnswers.js";
import { missingServers, withNameServers } from "../../support/nameServers.js";
import { compactly, resolverOver, zoneFile } from "./resolver.js";

const RUA = "rua=mailto:dmarc@shop.example";

/** The same records in a zone of another name. */
const recordsOf = (origin: string): ZoneRecord[] => [
  { name: `_dmarc.${origin}`, type: "TXT", value: `v=DMARC1; p=reject; sp=quarantine; np=reject; ${RUA}` },
  { name: `mail.${origin}`, type: "A", value: "192.0.2.1" },
  { name: `mx.deep.${origin}`, type: "A", value: "192.0.2.2" },
  { name: `*.wild.${origin}`, type: "TXT", value: `v=DMARC1; p=none; ${RUA}` },
  { name: `known.wild.${origin}`, type: "A", value: "192.0.2.3" },
  { name: `_dmarc.alias.${origin}`, type: "CNAME", value: `policies.${origin}` },
  { name: `policies.${origin}`, type: "TXT", value: "v=DMARC1; p=none" },
  { name: `gone.${origin}`, type: "CNAME", value: `nothing.${origin}` },
  { name: `_dmarc.unit.${origin}`, type: "TXT", value: `v=DMARC1; p=quarantine; sp=none; psd=n; ${RUA}` },
  { name: `_dmarc.two.${origin}`, type: "TXT", value: "v=DMARC1; p=none" },
  { name: `_dmarc.two.${origin}`, type: "TXT", value: "v=DMARC1; p=reject" },
];
const AUTHORS = [
  "",
  "mail.",
  "missing.",
  "x.mail.",
  "deep.",
  "x.deep.",
  "x.wild.",
  "known.wild.",
  "x.known.wild.",
].concat(["alias.", "x.alias.", "gone.", "unit.", "x.unit.", "two.", "x.two.", "a.b.c.d.e.f.g.h.i.missing."]);

const PLAIN = "plain.example";
const SIGNED = "signed.example";

/** What mailauth applies to a failing message of each author when it asks this resolver. */
async function judged(origin: string, resolver: Pick<Resolver, "resolve">): Promise<string[]> {
  const ask = (name: string, type: string): Promise<string[][]> => resolver.resolve(name, type) as Promise<string[][]>;
  return Promise.all(
    AUTHORS.map(async (author) => {
      const result = await dmarc({ headerFrom: author + origin, spfDomains: [], dkimDomains: [], resolver: ask });
      return `${author} ${result === false || result.status.result === "none" ? "no DMARC" : String(result.policy)}`;
    }),
  );
}

const expected = (origin: string, reader: "RFC 9989" | "RFC 9989 with compact denial"): string[] =>
  AUTHORS.map(
    (author) => `${author} ${effectivePolicy(author + origin, zoneAnswers("example", recordsOf(origin)), reader)}`,
  );

describe.skipIf(missingServers.length > 0)(
  `mailauth, asking real name servers, applies the policy that we expect${missingServers.length > 0 ? ` (skipped: without ${missingServers.join(" and ")})` : ""}`,
  () => {
    it("where a zone says which names do not exist, and where a signed one does not (RFC 9824)", async () => {
      const delegations = [PLAIN, SIGNED].map((name) => ({ name, type: "NS", value: `ns.${name}` }));
      const zones = [
        { origin: "example", file: zoneFile("example", delegations), isSigned: false },
        { origin: PLAIN, file: zoneFile(PLAIN, recordsOf(PLAIN)), isSigned: false },
        { origin: SIGNED, file: zoneFile(SIGNED, recordsOf(SIGNED)), isSigned: true },
      ];
      await withNameServers(zones, async (resolver) => {
        const plain = await judged(PLAIN, resolver);
        const signed = await judged(SIGNED, resolver);
        expect(plain).toEqual(expected(PLAIN, "RFC 9989"));
        expect(signed).toEqual(expected(SIGNED, "RFC 9989 with compact denial"));
        // The same records: turning signatures on took the policy for missing names away.
        expect(plain).toContain("missing. reject");
        expect(signed).toContain("missing. quarantine");
        // The resolver of our other tests answers as the servers do.
        const model = { resolve: resolverOver(recordsOf(PLAIN)) } as unknown as Resolver;
        expect(await judged(PLAIN, model)).toEqual(plain);
        const compact = { resolve: compactly(resolverOver(recordsOf(SIGNED))) } as unknown as Resolver;
        expect(await judged(SIGNED, compact)).toEqual(signed);
      });
    });
  },
);
