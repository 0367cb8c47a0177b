import { isIP } from "node:net";
import type { Fault } from "../fault.js";
import { grammarFault, shown } from "./grammarFault.js";
import { checkDomainSpec, readMacroString } from "./macro.js";
import { commonMistake, foreignCharacter } from "./mistake.js";
import { ADDRESS_BITS, parseAddress, type AddressFamily } from "./network.js";
import type { SpfQualifier, SpfTerm } from "./record.js";

/** A term, or every fault in it together with its remedy. */
export type TermReading =
  { readonly ok: true; readonly value: SpfTerm } | { readonly ok: false; readonly errors: readonly Fault[] };

/** What stands behind the name of a mechanism, and where. */
interface Argument {
  readonly kind: string;
  readonly qualifier: SpfQualifier;
  readonly text: string;
  readonly position: number;
}

/**
 * Reads a directive or a modifier (RFC 7208 §4.6.1).
 *
 * @param word the word as it stands between two spaces
 * @param position offset of the word in the record, in characters from 0
 */
export function readTerm(word: string, position: number): TermReading {
  const foreign = /[^\x21-\x7e]/u.exec(word);
  if (foreign) return refuse(foreignCharacter(word.slice(foreign.index), position + foreign.index));
  const reading = readWord(word, position);
  if (reading.ok) return reading;
  const mistake = commonMistake(word, position);
  return mistake ? refuse(mistake) : reading;
}

function readWord(word: string, position: number): TermReading {
  const [head = "", sign = "", name = ""] = /^([-+~?]?)([a-z0-9._-]*)/i.exec(word) ?? [];
  const text = word.slice(head.length);
  // RFC 7208 §4.6.1: a modifier has "=" right behind its name, before any ":" or "/".
  if (text.startsWith("=")) return readModifier(sign, name, text.slice(1), position + head.length + 1, position);
  const kind = name.toLowerCase();
  const qualifier = sign === "-" || sign === "~" || sign === "?" ? sign : "+";
  const argument: Argument = { kind, qualifier, text, position: position + head.length };
  switch (kind) {
    case "all":
      if (text === "") return accept({ kind, qualifier });
      return refuse(
        grammarFault(argument.position, `Behind all stands ${shown(text)}; all takes nothing.`, "Remove it.", "§5.1"),
      );
    case "include":
    case "exists":
      return readDomain(argument, (domain) => ({ kind, qualifier, domain }));
    case "ptr":
      if (text === "") return accept({ kind, qualifier });
      return readDomain(argument, (domain) => ({ kind, qualifier, domain }));
    case "a":
    case "mx":
      return readHosts(argument, kind);
    case "ip4":
    case "ip6":
      return readNetwork(argument, kind);
    default:
      return refuse(unknownMechanism(word, kind, position));
  }
}

function readModifier(sign: string, name: string, value: string, valueAt: number, position: number): TermReading {
  const shownName = shown(name);
  if (sign !== "") {
    const message = `The modifier ${shownName} has the qualifier ${shown(sign)}; only mechanisms take one.`;
    return refuse(grammarFault(position, message, "Remove the qualifier.", "§4.6.1"));
  }
  if (!/^[a-z]/i.test(name)) {
    const message = `The modifier's name ${shownName} does not begin with a letter.`;
    return refuse(grammarFault(position, message, "Correct the name, or remove the term.", "§12"));
  }
  const kind = name.toLowerCase();
  if (kind === "redirect" || kind === "exp") {
    const errors = checkDomainSpec(value, valueAt);
    return errors.length > 0 ? { ok: false, errors } : accept({ kind, domain: value });
  }
  const { faults } = readMacroString(value, valueAt);
  return faults.length > 0 ? { ok: false, errors: faults } : accept({ kind: "unknown", name, value });
}

function readDomain({ kind, text, position }: Argument, term: (domain: string) => SpfTerm): TermReading {
  if (!text.startsWith(":")) {
    const message = `The mechanism ${kind} needs ":" and a domain name behind it; ${text === "" ? "nothing" : shown(text)} stands there.`;
    return refuse(grammarFault(position, message, `Write ${kind}:example.com with the name that is meant.`, "§5"));
  }
  const domain = text.slice(1);
  const errors = checkDomainSpec(domain, position + 1);
  return errors.length > 0 ? { ok: false, errors } : accept(term(domain));
}

/** `a` and `mx`: [ ":" domain-spec ] [ "/" prefix ] [ "//" prefix ] (RFC 7208 §5.3, §5.4). */
function readHosts({ qualifier, text, position }: Argument, kind: "a" | "mx"): TermReading {
  // A domain-spec may hold slashes, but never ends in a slash and digits: so the prefixes are read from the end.
  const six = splitPrefix(text, "//");
  const four = splitPrefix(six.before, "/");
  const errors: Fault[] = [];
  const target = four.before;
  if (target.startsWith(":")) errors.push(...checkDomainSpec(target.slice(1), position + 1));
  else if (target !== "") {
    const message = `Behind ${kind} stands ${shown(target)}; only ":" with a domain name, "/" with an IPv4 prefix length and "//" with an IPv6 prefix length may follow.`;
    errors.push(grammarFault(position, message, `Write ${kind}:example.com/24//64 in this order.`, "§5.3, §5.4"));
  }
  const prefix4 = readPrefix(four.digits, position + four.before.length, 4, errors);
  const prefix6 = readPrefix(six.digits, position + six.before.length, 6, errors);
  if (errors.length > 0) return { ok: false, errors };
  return accept({
    kind,
    qualifier,
    ...(target === "" ? {} : { domain: target.slice(1) }),
    ...(prefix4 === undefined ? {} : { prefix4 }),
    ...(prefix6 === undefined ? {} : { prefix6 }),
  });
}

function readNetwork({ qualifier, text, position }: Argument, kind: "ip4" | "ip6"): TermReading {
  const family = kind === "ip4" ? 4 : 6;
  const slash = text.indexOf("/");
  const end = slash === -1 ? text.length : slash;
  const network = text.slice(1, end);
  const errors: Fault[] = [];
  if (!text.startsWith(":") || parseAddress(network, family) === undefined) {
    const at = text.startsWith(":") ? 1 : 0;
    errors.push(addressFault(text.slice(at, end), kind, position + at));
  }
  const prefix = readPrefix(slash === -1 ? undefined : text.slice(slash + 1), position + end, family, errors);
  if (errors.length > 0) return { ok: false, errors };
  return accept({ kind, qualifier, network, ...(prefix === undefined ? {} : { prefix }) });
}

function splitPrefix(text: string, slashes: "/" | "//"): { readonly before: string; readonly digits?: string } {
  const at = text.lastIndexOf(slashes);
  const digits = text.slice(at + slashes.length);
  return at !== -1 && /^[0-9]*$/.test(digits) ? { before: text.slice(0, at), digits } : { before: text };
}

/** RFC 7208 §12: "0", or digits without a leading zero, at most the bits of an address. */
function readPrefix(
  digits: string | undefined,
  position: number,
  family: AddressFamily,
  errors: Fault[],
): number | undefined {
  if (digits === undefined) return undefined;
  const most = ADDRESS_BITS[family];
  if (/^(?:0|[1-9][0-9]{0,2})$/.test(digits) && Number(digits) <= most) return Number(digits);
  const allowed = `an IPv${family} prefix length is a number from 0 to ${most} without leading zeros`;
  const fix = `Write the prefix length as a number from 0 to ${most}, or leave it out.`;
  errors.push(grammarFault(position, `The prefix length is ${shown(digits)}; ${allowed}.`, fix, "§5.6, §12"));
  return undefined;
}

function addressFault(given: string, kind: "ip4" | "ip6", position: number): Fault {
  const other = kind === "ip4" ? "ip6" : "ip4";
  const version = kind === "ip4" ? "IPv4" : "IPv6";
  const fault = (message: string, fix: string): Fault => grammarFault(position, message, fix, "§5.6");
  if (given === "")
    return fault(`Behind ${kind} no address follows.`, `Write ":" and the address directly behind ${kind}.`);
  if (isIP(given) === Number(other.slice(2))) {
    return fault(
      `Behind ${kind} stands the address ${shown(given)}, which is no ${version} address.`,
      `Write ${other}:${given}.`,
    );
  }
  if (/^[0-9.]{7,15}:[0-9]+$/.test(given)) {
    return fault(
      `Behind ${kind} stands an address with a port, ${shown(given)}; SPF knows no ports.`,
      "Remove the port.",
    );
  }
  const form = kind === "ip4" ? "four numbers from 0 to 255 without leading zeros" : "groups of RFC 4291 §2.2";
  return fault(
    `Behind ${kind} stands ${shown(given)}; an ${version} address is needed: ${form}.`,
    "Correct the address.",
  );
}

function unknownMechanism(word: string, kind: string, position: number): Fault {
  const message = `The term ${shown(word)} begins with no mechanism that SPF knows: all, include, a, mx, ptr, ip4, ip6, exists.`;
  const isName = kind.includes(".") && word.toLowerCase() === kind;
  const fix = isName
    ? "Name the mechanism, for example include: before the domain name."
    : "Correct or remove the term.";
  return grammarFault(position, message, fix, "§4.6.1, §5");
}

function accept(value: SpfTerm): TermReading {
  return { ok: true, value };
}

function refuse(fault: Fault): TermReading {
  return { ok: false, errors: [fault] };
}
