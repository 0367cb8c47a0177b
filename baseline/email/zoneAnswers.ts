/** What the names of a zone answer, as far as it is known. Names are whole, in A-labels, without a final dot. */
export interface NameAnswers {
  /** The texts of the TXT records at a name, `[]` where there is none, `undefined` where they cannot be known. */
  txt(name: string): readonly string[] | undefined;
  /** Whether a query for the name is answered with NOERROR instead of NXDOMAIN; `undefined` where it cannot be known. */
  exists(name: string): boolean | undefined;
}

/** A record of a zone. */
export interface ZoneRecord {
  /** The whole name, in A-labels, without a final dot; its first label may be `*`. */
  readonly name: string;
  /** For example `TXT`. */
  readonly type: string;
  /** Of TXT the text, of CNAME the target; `undefined` where it is not known. */
  readonly value?: string | undefined;
}

/** RFC 1034 §3.6.2: CNAMEs are followed; more than these in a row are taken for a loop. */
const MAX_ALIASES = 8;

/**
 * What a name server answers that holds these records of a zone and no others (RFC 1034 §4.3.2, wildcards by RFC 4592).
 *
 * @param origin the zone's name
 * @param records all records of the zone; those outside are passed over
 */
export function zoneAnswers(origin: string, records: readonly ZoneRecord[]): NameAnswers {
  const inside = (name: string) => name === origin || name.endsWith(`.${origin}`);
  const byName = new Map<string, ZoneRecord[]>([[origin, []]]);
  for (const record of records) {
    if (!inside(record.name)) continue;
    const same = byName.get(record.name);
    if (same) same.push(record);
    else byName.set(record.name, [record]);
    // RFC 8020: a name with something below it exists, though it holds nothing itself.
    for (let above = parentOf(record.name); above.length > origin.length; above = parentOf(above)) {
      if (!byName.has(above)) byName.set(above, []);
    }
  }

  /** The records that answer for a name: its own, or the wildcard's of the closest name above that exists. */
  const recordsAt = (name: string): readonly ZoneRecord[] | undefined => {
    const own = byName.get(name);
    if (own !== undefined) return own;
    let encloser = parentOf(name);
    while (!byName.has(encloser)) encloser = parentOf(encloser);
    return byName.get(`*.${encloser}`);
  };
  /** RFC 1034 §4.2: what lies at and below a delegation is another zone's. */
  const isDelegated = (name: string): boolean => {
    for (let at = name; at !== origin; at = parentOf(at)) {
      if (byName.get(at)?.some(({ type }) => type === "NS")) return true;
    }
    return false;
  };
  const txt = (name: string, aliases = 0): readonly string[] | undefined => {
    if (!inside(name) || isDelegated(name)) return undefined;
    const found = recordsAt(name) ?? [];
    const alias = found.find(({ type }) => type === "CNAME");
    if (alias !== undefined) {
      return alias.value === undefined || aliases === MAX_ALIASES ? undefined : txt(alias.value, aliases + 1);
    }
    const texts: string[] = [];
    for (const { type, value } of found) {
      if (type !== "TXT") continue;
      if (value === undefined) return undefined;
      texts.push(value);
    }
    return texts;
  };
  return {
    txt: (name) => txt(name),
    exists: (name) => (inside(name) && !isDelegated(name) ? recordsAt(name) !== undefined : undefined),
  };
}

function parentOf(name: string): string {
  const dot = name.indexOf(".");
  return dot === -1 ? "" : name.slice(dot + 1);
}
