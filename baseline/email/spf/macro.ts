import { isIP } from "node:net";
import type { Fault } from "../fault.js";
import { grammarFault, shown } from "./grammarFault.js";

/** A piece of a macro-string (RFC 7208 §7.1). */
type MacroPart =
  /** Visible characters that stand for themselves. */
  | { readonly kind: "literal"; readonly text: string }
  /** `%%`, `%_` or `%-`. */
  | { readonly kind: "escape"; readonly text: string }
  /** `%{…}`. */
  | {
      readonly kind: "macro";
      readonly text: string;
      /** The macro letter, in lower case. */
      readonly letter: string;
      /** Whether digits, `r` or delimiters take parts of the value. */
      readonly isTransformed: boolean;
    };

/** A macro-string, with every fault in it. */
export interface MacroString {
  readonly parts: readonly MacroPart[];
  readonly faults: readonly Fault[];
}

/** RFC 7208 §7.2. The letters c, r and t exist too, but only in the text that `exp` points to. */
const LETTERS = "slodiphv";
const EXPLANATION_LETTERS = "crt";
/** macro-expand (RFC 7208 §7.1); literals match in any case (§12). The classes are disjoint, so it never backtracks. */
const MACRO_EXPAND = /%(?:[%_-]|\{([a-z])([0-9]*)(r?)([-.+,/_=]*)\})/iy;

/**
 * Reads a macro-string (RFC 7208 §7.1).
 *
 * @param text visible ASCII characters
 * @param position offset of the text in the record, for the faults
 */
export function readMacroString(text: string, position: number): MacroString {
  const parts: MacroPart[] = [];
  const faults: Fault[] = [];
  const lastBrace = text.lastIndexOf("}");
  let at = 0;
  while (at < text.length) {
    const percent = text.indexOf("%", at);
    const end = percent === -1 ? text.length : percent;
    if (end > at) parts.push({ kind: "literal", text: text.slice(at, end) });
    if (percent === -1) break;
    MACRO_EXPAND.lastIndex = percent;
    const match = MACRO_EXPAND.exec(text);
    if (match === null) {
      faults.push(unreadable(text, percent, position + percent, lastBrace));
      at = percent + (text[percent + 1] === "{" ? 2 : 1);
      continue;
    }
    const [whole, letter, digits = "", reverse = "", delimiters = ""] = match;
    if (letter === undefined) parts.push({ kind: "escape", text: whole });
    else {
      const fault = misuse(whole, letter.toLowerCase(), digits, position + percent);
      if (fault) faults.push(fault);
      const isTransformed = digits + reverse + delimiters !== "";
      parts.push({ kind: "macro", text: whole, letter: letter.toLowerCase(), isTransformed });
    }
    at = percent + whole.length;
  }
  return { parts, faults };
}

/**
 * Gives every fault in a domain-spec: a macro-string that ends in a dot and a top label, or in a macro
 * (RFC 7208 §7.1).
 *
 * @param text visible ASCII characters
 * @param position offset of the text in the record, for the faults
 */
export function checkDomainSpec(text: string, position: number): readonly Fault[] {
  const fault = (message: string, fix: string): Fault[] => [grammarFault(position, message, fix, "§7.1")];
  if (text === "") {
    const fix = "Write the domain name directly behind the sign, with no space between.";
    return fault("The domain name is missing.", fix);
  }
  const { parts, faults } = readMacroString(text, position);
  const last = parts.at(-1);
  if (faults.length > 0 || last?.kind !== "literal") return faults;
  const address = text.replace(/\/[0-9]{1,3}$/, "");
  if (isIP(address) !== 0) {
    const kind = isIP(address) === 4 ? "ip4" : "ip6";
    const message = `An IP address, ${shown(text)}, stands where a domain name is needed.`;
    return fault(message, `Write ${kind}:${text} instead.`);
  }
  const ending = last.text.endsWith(".") ? last.text.slice(0, -1) : last.text;
  const dot = ending.lastIndexOf(".");
  const label = ending.slice(dot + 1);
  if (isTopLabel(label) && dot !== -1) return [];
  const fix = "Write a full domain name such as _spf.example.com.";
  if (isTopLabel(label))
    return fault(`The domain name ${shown(text)} has no dot; one label alone is not allowed.`, fix);
  if (/^[0-9]+$/.test(label))
    return fault(`The last label of ${shown(text)} is all digits, which is not allowed.`, fix);
  if (/\/[0-9]*$/.test(label)) {
    const message = `The domain name ${shown(text)} ends in a prefix length, which is not allowed there.`;
    return fault(message, "Remove it; only a and mx take one, and the IPv6 one stands behind two slashes.");
  }
  const allowed = "only letters, digits and inner hyphens are allowed there";
  return fault(`The last label of ${shown(text)} is ${shown(label)}; ${allowed}.`, fix);
}

/** toplabel (RFC 7208 §7.1): letters, digits and inner hyphens, not digits alone. */
function isTopLabel(label: string): boolean {
  return /^[a-z0-9-]+$/i.test(label) && !label.startsWith("-") && !label.endsWith("-") && !/^[0-9]+$/.test(label);
}

function unreadable(text: string, percent: number, position: number, lastBrace: number): Fault {
  const next = text[percent + 1];
  if (next !== "{") {
    const what = next === undefined ? "ends the text" : `stands before ${shown(next)}`;
    const message = `A "%" ${what}; it must begin a macro such as %{i}, or be %%, %_ or %-.`;
    return grammarFault(position, message, "Write %% for a percent sign.", "§7.1");
  }
  if (lastBrace < percent) {
    return grammarFault(position, 'A macro that begins with "%{" is never closed.', 'Add the missing "}".', "§7.1");
  }
  const start = shown(text.slice(percent, percent + 12));
  const message = `The macro at ${start} is malformed: a letter, digits, an "r" and delimiters out of .-+,/_= follow "%{" in this order.`;
  return grammarFault(position, message, "Write the macro as in %{ir} or %{d2}.", "§7.1");
}

function misuse(whole: string, letter: string, digits: string, position: number): Fault | undefined {
  const macro = shown(whole);
  if (EXPLANATION_LETTERS.includes(letter)) {
    const message = `The macro ${macro} is allowed only in the text that exp points to, not in the record.`;
    return grammarFault(position, message, "Use one of the letters s, l, o, d, i, h, v.", "§7.2");
  }
  if (!LETTERS.includes(letter)) {
    const message = `The macro ${macro} has the letter ${shown(letter)}; allowed are s, l, o, d, i, p, h, v.`;
    return grammarFault(position, message, "Use one of the letters s, l, o, d, i, h, v.", "§7.2");
  }
  if (digits !== "" && /^0+$/.test(digits)) {
    const message = `The macro ${macro} asks for 0 parts; the number must be at least 1.`;
    return grammarFault(position, message, "Give the number of right-hand parts, or leave it out.", "§7.3");
  }
  return undefined;
}
