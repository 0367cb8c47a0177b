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
      /** Whether the letter is a capital, so that the value is percent-encoded (RFC 7208 §7.3). */
      readonly isEncoded: boolean;
      /** Whether digits, `r` or delimiters take parts of the value. */
      readonly isTransformed: boolean;
      /** How many right-hand parts are taken; all where absent. */
      readonly parts?: number;
      readonly isReversed: boolean;
      /** The characters between which the parts lie; `.` where the macro names none. */
      readonly delimiters: string;
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
 * @param isExplanation whether it is the text that `exp` points to, in which more letters are allowed
 */
export function readMacroString(text: string, position: number, isExplanation = false): MacroString {
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
      const lower = letter.toLowerCase();
      const fault = misuse(whole, lower, digits, position + percent, isExplanation);
      if (fault) faults.push(fault);
      parts.push({
        kind: "macro",
        text: whole,
        letter: lower,
        isEncoded: letter !== lower,
        isTransformed: digits + reverse + delimiters !== "",
        ...(digits === "" ? {} : { parts: Number(digits) }),
        isReversed: reverse !== "",
        delimiters: delimiters === "" ? "." : delimiters,
      });
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

/**
 * Whether a text uses the macro %{p}, for which receivers ask the client's reverse DNS (RFC 7208 §7.2).
 *
 * @param text a domain-spec or another macro-string; absent in a term without one
 */
export function usesPtrMacro(text: string | undefined): boolean {
  return readMacroString(text ?? "", 0).parts.some((part) => part.kind === "macro" && part.letter === "p");
}

/**
 * Whether a label can be the last of a domain-spec: toplabel (RFC 7208 §7.1), letters, digits and inner hyphens, not
 * digits alone.
 *
 * @param label the label
 */
export function isTopLabel(label: string): boolean {
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

function misuse(
  whole: string,
  letter: string,
  digits: string,
  position: number,
  isExplanation: boolean,
): Fault | undefined {
  const macro = shown(whole);
  const isExplaining = EXPLANATION_LETTERS.includes(letter);
  if (isExplaining && !isExplanation) {
    const message = `The macro ${macro} is allowed only in the text that exp points to, not in the record.`;
    return grammarFault(position, message, "Use one of the letters s, l, o, d, i, h, v.", "§7.2");
  }
  if (!isExplaining && !LETTERS.includes(letter)) {
    const message = `The macro ${macro} has the letter ${shown(letter)}; allowed are s, l, o, d, i, p, h, v.`;
    return grammarFault(position, message, "Use one of the letters s, l, o, d, i, h, v.", "§7.2");
  }
  if (/^0+$/.test(digits)) {
    const message = `The macro ${macro} asks for 0 parts; the number must be at least 1.`;
    return grammarFault(position, message, "Give the number of right-hand parts, or leave it out.", "§7.3");
  }
  return undefined;
}
