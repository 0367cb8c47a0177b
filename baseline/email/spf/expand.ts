import { isTopLabel, readMacroString } from "./macro.js";
import { formatAddress, type AddressFamily } from "./network.js";

/** What macros stand for in one evaluation (RFC 7208 §7.2). */
export interface MacroValues {
  /** The MAIL FROM address, with a local-part. */
  readonly sender: string;
  /** The domain whose record is evaluated: `sender`'s, until an include or a redirect leads elsewhere. */
  readonly domain: string;
  readonly helo: string;
  /** The client's address. */
  readonly address: bigint;
  readonly family: AddressFamily;
  /** The client's validated name, which receivers look up only where a macro asks for it. */
  readonly validatedName: () => string;
  /** The receiving host's name, for explanations. */
  readonly receiver: string;
  /** Seconds since 1970, for explanations. */
  readonly time: number;
}

/** RFC 7208 §7.3: the longest name that is looked up, in characters. */
const MAX_NAME_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

const ESCAPES: Readonly<Record<string, string>> = { "%%": "%", "%_": " ", "%-": "%20" };

/**
 * Expands the macros of a text that `readMacroString` has read without faults (RFC 7208 §7.3).
 *
 * @param text a domain-spec, or the text that `exp` points to
 * @param values what the macros stand for
 * @param isExplanation whether it is the text that `exp` points to
 */
export function expandMacros(text: string, values: MacroValues, isExplanation = false): string {
  let expanded = "";
  for (const part of readMacroString(text, 0, isExplanation).parts) {
    if (part.kind === "literal") expanded += part.text;
    else if (part.kind === "escape") expanded += ESCAPES[part.text] ?? "";
    else {
      const pieces = split(valueOf(part.letter, values), part.delimiters);
      if (part.isReversed) pieces.reverse();
      // RFC 7208 §7.3: the right-hand parts are kept, and joined by dots whatever parted them.
      const value = (part.parts === undefined ? pieces : pieces.slice(-part.parts)).join(".");
      expanded += part.isEncoded ? percentEncoded(value) : value;
    }
  }
  return expanded;
}

/**
 * Expands a domain-spec to the name that receivers look up.
 *
 * @param spec the domain-spec
 * @param values what its macros stand for
 * @returns the name in lower case without its trailing dot, or `undefined` where it is no domain name, so that nothing
 * is looked up
 */
export function expandName(spec: string, values: MacroValues): string | undefined {
  let name = expandMacros(spec, values).toLowerCase().replace(/\.$/, "");
  // RFC 7208 §7.3: labels are removed from the left until the name fits.
  while (name.length > MAX_NAME_LENGTH && name.includes(".")) name = name.slice(name.indexOf(".") + 1);
  return isMultiLabelName(name) ? name : undefined;
}

/**
 * Whether a name can be looked up, as far as RFC 7208 §4.3 asks: it has at least two labels, none of them empty or
 * longer than 63 characters.
 *
 * @param name the name without a trailing dot
 */
export function isMultiLabelName(name: string): boolean {
  const labels = name.split(".");
  const fits = labels.every((label) => label.length > 0 && label.length <= MAX_LABEL_LENGTH && /^[ -~]+$/.test(label));
  return fits && name.length <= MAX_NAME_LENGTH && labels.length > 1 && isTopLabel(labels.at(-1) ?? "");
}

function split(value: string, delimiters: string): string[] {
  const pieces = [""];
  for (const character of value) {
    if (delimiters.includes(character)) pieces.push("");
    else pieces[pieces.length - 1] += character;
  }
  return pieces;
}

function valueOf(letter: string, values: MacroValues): string {
  const at = values.sender.lastIndexOf("@");
  switch (letter) {
    case "s":
      return values.sender;
    case "l":
      return values.sender.slice(0, at);
    case "o":
      return values.sender.slice(at + 1);
    case "d":
      return values.domain;
    case "i":
      return dotted(values.address, values.family);
    case "p":
      return values.validatedName();
    case "v":
      return values.family === 4 ? "in-addr" : "ip6";
    case "h":
      return values.helo;
    case "c":
      return formatAddress(values.address, values.family);
    case "r":
      return values.receiver;
    case "t":
      return String(values.time);
    default:
      return "";
  }
}

/** RFC 7208 §7.3: an IPv6 address as its 32 hexadecimal digits, each a label. */
function dotted(address: bigint, family: AddressFamily): string {
  if (family === 4) return formatAddress(address, 4);
  return [...address.toString(16).toUpperCase().padStart(32, "0")].join(".");
}

/** RFC 7208 §7.3: all octets but the unreserved characters of RFC 3986 §2.3. */
function percentEncoded(value: string): string {
  return value.replace(/[^A-Za-z0-9._~-]/gu, (character) =>
    Buffer.from(character, "utf8").toString("hex").toUpperCase().replace(/../g, "%$&"),
  );
}
