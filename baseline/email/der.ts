/** One element of a DER encoding (X.690 §8.1): where its contents start and end, in octets from 0. */
interface DerElement {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** What a DER encoding holds, judged by its outermost elements. */
export type DerContent =
  | { readonly kind: "spki" | "pkcs1" | "private" | "other" }
  | { readonly kind: "cut" | "overlong"; readonly declared: number };

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/**
 * Classifies a DER encoding: a public key as SubjectPublicKeyInfo (RFC 5280 §4.1) or as RSAPublicKey (RFC 8017 §A.1.1),
 * any form of private key, or one that declares another number of octets than are there.
 *
 * @param der the octets
 */
export function classifyDer(der: Buffer): DerContent {
  const outer = readElement(der, 0);
  if (outer?.tag !== SEQUENCE) return { kind: "other" };
  const first = readElement(der, outer.start);
  const second = first === undefined ? undefined : readElement(der, first.end);
  // A private key is told first, so that a cut one is still named for what it is. PKCS #1, PKCS #8 and SEC 1 begin with
  // a version; an encrypted PKCS #8 is an algorithm followed by an octet string.
  const isVersion = first?.tag === INTEGER && first.end - first.start === 1 && (der[first.start] ?? 2) <= 1;
  if (isVersion || (first?.tag === SEQUENCE && second?.tag === OCTET_STRING)) return { kind: "private" };
  if (outer.end > der.length) return { kind: "cut", declared: outer.end };
  if (outer.end < der.length) return { kind: "overlong", declared: outer.end };
  if (first?.tag === SEQUENCE && second?.tag === BIT_STRING) return { kind: "spki" };
  if (first?.tag === INTEGER && second?.tag === INTEGER) return { kind: "pkcs1" };
  return { kind: "other" };
}

/** The element at an offset; its contents may end beyond the octets that are there. */
function readElement(der: Buffer, offset: number): DerElement | undefined {
  const tag = der[offset];
  const length = der[offset + 1];
  if (tag === undefined || length === undefined) return undefined;
  const start = offset + 2;
  if (length < 0x80) return { tag, start, end: start + length };
  const lengthOctets = length - 0x80;
  if (lengthOctets === 0 || lengthOctets > 4 || start + lengthOctets > der.length) return undefined;
  return { tag, start: start + lengthOctets, end: start + lengthOctets + der.readUIntBE(start, lengthOctets) };
}
