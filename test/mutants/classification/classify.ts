import type { Mutant } from "../mutant.js";
import { access } from "./access.js";
import { account } from "./account.js";
import { additions } from "./additions.js";
import { backups } from "./backups.js";
import { bucketGuards } from "./bucketGuards.js";
import { documents } from "./documents.js";
import { edge } from "./edge.js";
import type { Class, Entry } from "./entry.js";
import { everywhere } from "./everywhere.js";
import { mailTexts } from "./mailTexts.js";
import { records } from "./records.js";
import { services } from "./services.js";
import { stores } from "./stores.js";
import { backupParts } from "./backupParts.js";
import { dataGuards } from "./dataGuards.js";
import { watches } from "./watches.js";
import { templates } from "./templates.js";
import { zonesAndKeys } from "./zonesAndKeys.js";

/** A mutant and what it is. */
export interface Classified {
  readonly mutant: Mutant;
  readonly class: Class;
  /** The entry's reason; `undefined` where no entry names it, so that it counts as weakening. */
  readonly because: string | undefined;
  /** Weakening that no program shows. */
  readonly isUnjudgeable: boolean;
}

/** In this order: what is said of a place goes before what is said of all. */
const ENTRIES: readonly Entry[] = [
  ...[
    ...additions,
    ...templates,
    ...edge,
    ...zonesAndKeys,
    ...mailTexts,
    ...records,
    ...access,
    ...account,
    ...watches,
    ...backupParts,
    ...bucketGuards,
    ...dataGuards,
    ...stores,
    ...backups,
    ...services,
    ...documents,
    ...everywhere,
  ],
];

/** What each mutant of one resource is. */
export function classify(mutants: readonly Mutant[]): Classified[] {
  const plain = mutants.filter(({ operator }) => operator !== "ignore").map((mutant) => classified(mutant));
  // Ignoring the changes of a property is as grave as changing it.
  const guarded = new Set(plain.filter(isGuarded).map(({ mutant }) => rootOf(mutant.place)));
  const ignoring = mutants.filter(({ operator }) => operator === "ignore");
  return [
    ...plain,
    ...ignoring.map((mutant): Classified => {
      const isGrave = mutant.place === "*" ? guarded.size > 0 : guarded.has(mutant.place);
      if (isGrave) return { mutant, class: "weakening", because: undefined, isUnjudgeable: false };
      const others = plain.filter(({ mutant: { place } }) => mutant.place === "*" || rootOf(place) === mutant.place);
      return others.every((other) => other.class === "benign")
        ? { mutant, class: "benign", because: "Whatever the property becomes is benign.", isUnjudgeable: false }
        : {
            ...{ mutant, class: "neutral", isUnjudgeable: false },
            because: "What the property becomes weakens nothing that a pack guards.",
          };
    }),
  ];
}

function isGuarded({ mutant, class: is, because }: Classified): boolean {
  return (
    is === "weakening" &&
    because === undefined &&
    !["", "protect"].includes(mutant.place) &&
    !["set", "beside"].includes(mutant.operator)
  );
}

function classified(mutant: Mutant): Classified {
  const entry = ENTRIES.find((candidate) => names(candidate, mutant));
  if (entry === undefined) return { mutant, class: "weakening", because: undefined, isUnjudgeable: false };
  const isUnjudgeable = entry.is === "unjudgeable";
  return { mutant, class: isUnjudgeable ? "weakening" : entry.is, because: entry.because, isUnjudgeable };
}

function names(entry: Entry, mutant: Mutant): boolean {
  return (
    (entry.operators === undefined || entry.operators.includes(mutant.operator)) &&
    entry.types.some((glob) => matches(mutant.resource.type, glob)) &&
    entry.places.some((glob) => isAtOrBelow(mutant.place, glob)) &&
    (entry.to === undefined || (takesValue(mutant) && entry.to(mutant.to))) &&
    (entry.when === undefined || entry.when(mutant))
  );
}

/** Whether the mutant's `to` is the value that stands at the place. */
function takesValue({ operator }: Mutant): boolean {
  return !["remove", "protect", "unprotect", "ignore", "beside"].includes(operator);
}

function isAtOrBelow(place: string, glob: string): boolean {
  if (glob === "") return place === "";
  return matches(place, glob) || matches(place, `${glob}.*`) || matches(place, `${glob}[]*`);
}

function rootOf(place: string): string {
  return place.split(/[.[:]/, 1)[0] ?? "";
}

const patterns = new Map<string, RegExp>();

function matches(text: string, glob: string): boolean {
  let pattern = patterns.get(glob);
  if (pattern === undefined) {
    const parts = glob.split("*").map((part) => part.replace(/[.[\]$+?^(){}|\\]/g, "\\$&"));
    patterns.set(glob, (pattern = new RegExp(`^${parts.join(".*")}$`, "s")));
  }
  return pattern.test(text);
}
