import type { Finding, ParseError, Parsed } from "../finding.js";
import { type Fault, toFinding } from "../email/fault.js";
import { quoted } from "../email/quotation.js";

/** A DS record (RFC 4034 §5): which key of a zone its parent vouches for. */
export interface DsRecord {
  /** 0 to 65,535. */
  readonly keyTag: number;
  /** The number of the signing algorithm. */
  readonly algorithm: number;
  /** The number of the digest's type. */
  readonly digestType: number;
  /** Hexadecimal, in upper case. */
  readonly digest: string;
}

/** RFC 8624 §3.1 and RFC 9905: the algorithms that may still sign. */
const SIGNING_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [8, "RSASHA256"],
  [10, "RSASHA512"],
  [13, "ECDSAP256SHA256"],
  [14, "ECDSAP384SHA384"],
  [15, "ED25519"],
  [16, "ED448"],
]);
/** RFC 8624 §3.3: the digest types that may be used, with their length in octets. */
const DIGESTS: ReadonlyMap<number, { readonly name: string; readonly octets: number }> = new Map([
  [2, { name: "SHA-256", octets: 32 }],
  [4, { name: "SHA-384", octets: 48 }],
]);
const MAX_LENGTH = 512;

/**
 * Reads a DS record in the form of a zone file (RFC 4034 §5.3).
 *
 * @param text for example `2371 13 2 1F98…`
 * @returns the record, or the fault (`DS01`)
 */
export function parseDs(text: string): Parsed<DsRecord> {
  const refused = (message: string): Parsed<DsRecord> => {
    const error: ParseError = { position: 0, message, reference: "RFC 4034 §5.3", rule: "DS01" };
    return { ok: false, errors: [error] };
  };
  if (text.length > MAX_LENGTH) return refused(`The DS record has ${text.length} characters.`);
  const [keyTag = "", algorithm = "", digestType = "", ...digest] = text.trim().split(/[ \t]+/);
  const isNumber = (word: string, max: number) => /^[0-9]{1,5}$/.test(word) && Number(word) <= max;
  const hex = digest.join("").toUpperCase();
  if (
    !isNumber(keyTag, 65_535) ||
    !isNumber(algorithm, 255) ||
    !isNumber(digestType, 255) ||
    !/^([0-9A-F]{2})+$/.test(hex)
  ) {
    return refused(
      `The DS record ${quoted(text, 200)} is not of the form: key tag, algorithm, digest type, hexadecimal digest.`,
    );
  }
  const record = { keyTag: Number(keyTag), algorithm: Number(algorithm), digestType: Number(digestType), digest: hex };
  return { ok: true, value: record };
}

/** Writes a DS record in the form of a zone file. */
export function buildDs({ keyTag, algorithm, digestType, digest }: DsRecord): string {
  return `${keyTag} ${algorithm} ${digestType} ${digest}`;
}

/**
 * Checks a DS record: `DS01` where validators must not rely on its algorithm or digest, so that the zone below counts as
 * unsigned, or where the digest cannot be one of its type.
 *
 * @param record the record
 * @param subject the record's owner name, which is the signed zone's
 */
export function checkDs(record: DsRecord, subject: string): Finding[] {
  const faults: Fault[] = [];
  const fault = (message: string, reference: string) => {
    const fix = "Publish the DS record that the zone's provider shows, with algorithm 13 and digest type 2.";
    faults.push({ rule: "DS01", position: 0, message, fix, reference });
  };
  if (!SIGNING_ALGORITHMS.has(record.algorithm)) {
    fault(
      `The DS record has the algorithm ${record.algorithm}, with which no zone may be signed any more.`,
      "RFC 8624 §3.1, RFC 9905",
    );
  }
  const digest = DIGESTS.get(record.digestType);
  if (digest === undefined) {
    fault(
      `The DS record has the digest type ${record.digestType}; only SHA-256 (2) and SHA-384 (4) may be used.`,
      "RFC 8624 §3.3",
    );
  } else if (record.digest.length !== 2 * digest.octets) {
    const octets = Math.floor(record.digest.length / 2);
    fault(
      `The DS record's digest has ${octets} octets; one of ${digest.name} has ${digest.octets}.`,
      "RFC 4034 §5.1.4",
    );
  }
  return faults.map((found) => toFinding(found, subject));
}
