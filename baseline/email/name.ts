import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { quoted } from "./quotation.js";

/** RFC 1035 §2.3.4: a label has at most 63 octets. */
const MAX_LABEL_LENGTH = 63;
/** RFC 1035 §2.3.4: a name has at most 255 octets on the wire, which is 253 characters in text. */
const MAX_NAME_LENGTH = 253;

/** Which labels beyond letters, digits and hyphens a domain name may have. */
export interface DomainNameOptions {
  /** Whether labels may hold underscores, as in `_dmarc.shop.example`. `false` by default. */
  readonly underscore?: boolean;
  /** Whether the first label may be `*`. `false` by default. */
  readonly wildcard?: boolean;
}

/**
 * Gives a DNS name in the one form that names are compared in: lower case, A-labels, fully qualified, no trailing dot.
 *
 * A name that ends with a dot is absolute. A name that is the zone, or that ends with the zone, counts as fully
 * qualified, since Cloudflare and Route 53 both read it so: `mail.shop.example` in the zone `shop.example` is not
 * `mail.shop.example.shop.example`. Any other name is relative to the zone.
 *
 * @param name the name as a program gives it: `@` and the empty name mean the zone itself
 * @param zone the zone's name; without it, a name that is not `@` is taken as fully qualified
 * @returns the name, or `undefined` for `@` and the empty name in an unknown zone
 */
export function toFqdn(name: string, zone?: string): string | undefined {
  const origin = withoutTrailingDot(toALabels(zone ?? "")) || undefined;
  const given = toALabels(name);
  if (given === "" || given === "@") return origin;
  if (given.endsWith(".")) return withoutTrailingDot(given);
  if (origin === undefined || given === origin || given.endsWith(`.${origin}`)) return given;
  return `${given}.${origin}`;
}

/**
 * Says whether a name lies below a domain. A domain does not lie below itself.
 *
 * @param name any spelling of a fully qualified name
 * @param domain any spelling of a fully qualified name
 */
export function isSubdomainOf(name: string, domain: string): boolean {
  const parent = toFqdn(domain);
  return parent !== undefined && (toFqdn(name) ?? "").endsWith(`.${parent}`);
}

/**
 * Says what is wrong with the text of a domain name, in one sentence for each fault.
 *
 * @param text the name in A-labels, with or without a trailing dot
 * @param options which labels beyond letters, digits and hyphens are allowed
 * @returns nothing where the text is a domain name by RFC 1035 §2.3.4 and RFC 5890 §2.3.1
 */
export function checkDomainName(text: string, options: DomainNameOptions = {}): string[] {
  const name = withoutTrailingDot(text);
  if (name === "") return ["The domain name is empty."];
  const shown = quoted(text, MAX_NAME_LENGTH);
  if (text.includes("://")) return [`The name ${shown} is a URL; a domain name has neither a scheme nor a path.`];
  if (text.includes("@"))
    return [`The name ${shown} is a mailbox address; a domain name is only the part after the "@".`];
  if (isIP(name.replace(/^\[|\]$/g, "")) !== 0) return [`The name ${shown} is an IP address; a domain name is needed.`];

  const faults: string[] = [];
  if (name.length > MAX_NAME_LENGTH) {
    faults.push(`The domain name has ${name.length} characters; at most ${MAX_NAME_LENGTH} are allowed.`);
  }
  const labels = name.split(".");
  for (const [index, label] of labels.slice(0, MAX_NAME_LENGTH).entries()) {
    if (label === "*" && index === 0 && options.wildcard === true) continue;
    faults.push(...checkLabel(label, shown, options.underscore === true));
  }
  if (/^[0-9]+$/.test(labels.at(-1) ?? "")) {
    // RFC 3696 §2: the last label is never all digits, so that a name is never taken for an IP address.
    faults.push(`The last label of ${shown} is all digits, which no top-level domain is.`);
  }
  return faults;
}

function checkLabel(label: string, name: string, underscore: boolean): string[] {
  if (label === "") return [`The name ${name} has an empty label: two dots in a row, or a dot at the start.`];
  const faults: string[] = [];
  if (label.length > MAX_LABEL_LENGTH) {
    faults.push(`A label of ${name} has ${label.length} characters; at most ${MAX_LABEL_LENGTH} are allowed.`);
  }
  const foreign = [...label].find((character) => !(/[a-z0-9-]/i.test(character) || (underscore && character === "_")));
  if (foreign !== undefined) {
    const allowed = underscore ? "letters, digits, hyphens and underscores" : "letters, digits and hyphens";
    const remedy = foreign > "\u007f" ? ", and international names are written in A-labels (xn--…)" : "";
    faults.push(
      `The name ${name} holds the character ${JSON.stringify(foreign)}; only ${allowed} are allowed${remedy}.`,
    );
  }
  if (label.startsWith("-") || label.endsWith("-")) {
    faults.push(`The name ${name} has a label that begins or ends with a hyphen.`);
  }
  return faults;
}

function toALabels(name: string): string {
  return name
    .trim()
    .replace(/[\u3002\uff0e\uff61]/g, ".") // IDNA2008 mapping (RFC 5895 §2): these are written for the full stop
    .split(".")
    .map(toALabel)
    .join(".");
}

/** ASCII labels are only lowered: `domainToASCII` reads a label of digits as an IPv4 address. */
function toALabel(label: string): string {
  const isAscii = Buffer.byteLength(label) === label.length;
  return (isAscii ? "" : domainToASCII(label)) || label.toLowerCase();
}

function withoutTrailingDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}
