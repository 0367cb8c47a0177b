import { esp, google, SenderKind, ses, type SenderArgs } from "../../index.js";
import type { KeyRing } from "./keyRing.js";

/**
 * Arguments for every sender of the catalogue, as a shop gives them. The type demands an entry for a new one; everything
 * else in this folder follows from what the catalogue plans for it.
 */
const EXAMPLES: Readonly<Record<SenderKind, (ring: KeyRing) => readonly SenderArgs[]>> = {
  google: (ring) => [google({ dkimKey: ring.make() })],
  ses: () => [ses({ dkimTokens: ["sestoken1", "sestoken2", "sestoken3"], region: "eu-west-1" })],
  esp: (ring) => [
    esp({
      name: "Service by CNAME",
      dkim: [
        { selector: "s1", target: "s1.domainkey.cname.service.example" },
        { selector: "s2", target: "s2.domainkey.cname.service.example" },
      ],
      returnPath: { host: "em", target: "bounces.cname.service.example" },
    }),
    esp({
      name: "Service by include",
      dkim: [
        { selector: "inc", key: ring.make() },
        { selector: "inc-ed", key: `v=DKIM1; k=ed25519; p=${ring.make("ed25519")}` },
      ],
      include: "spf.include.service.example",
      lookups: 3,
    }),
    esp({ name: "Service by DKIM alone", dkim: [{ selector: "k1", target: "dkim.own.service.example" }] }),
  ],
};

/** @throws Error for a kind of the catalogue that has no example */
export function catalogueSenders(ring: KeyRing): SenderArgs[] {
  return Object.values(SenderKind).flatMap((kind) => {
    const examples = EXAMPLES[kind](ring);
    if (examples.length === 0) throw new Error(`test/receivers/catalogue.ts has no example of the sender ${kind}.`);
    return examples;
  });
}
