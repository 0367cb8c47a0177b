/** Software of others that judges a record beside ours. */
export const JUDGES = ["mailauth", "pyspf", "dkimpy", "libopendmarc"] as const;
export type Judge = (typeof JUDGES)[number];

/**
 * Records as `name TYPE` and their values: of TXT the `content` of a Cloudflare record, of MX with the preference. What
 * is not listed does not exist.
 */
export type World = Readonly<Record<string, readonly string[]>>;

/** A record that is easily misjudged, and what must be said of it. */
export interface HardRecord {
  /** What it is about, as a heading; unique among all. */
  readonly title: string;
  readonly records: World;
  /** Which mail is judged, where it is another than the standard's section says; the end of a sentence. */
  readonly mail?: string;
  /** What one believes who reads the record without the standard, as a sentence. */
  readonly looks: string;
  /** What a receiver by the standard makes of it. */
  readonly result: string;
  /** The section of the standard that says so. */
  readonly reference: string;
  /** The rules of the pack that must speak of the record: these and no others of the standard's. */
  readonly rules: readonly string[];
  /** Whether the stack holds the whole zone, so that the pack judges what is missing in it. */
  readonly isZone?: true;
  /** What else there is to know, as sentences. */
  readonly note?: string;
  /** Judges that come to another result, with it and the reason, as sentences. */
  readonly differs?: Readonly<Partial<Record<Judge, { readonly result: string; readonly why: string }>>>;
}
