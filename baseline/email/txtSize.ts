import type { Finding } from "../finding.js";
import { splitCharacterStrings } from "./txt.js";

/** RFC 1035 §4.2.1: what a DNS answer without extensions holds, in octets. */
const PLAIN_ANSWER = 512;
/** What resolvers ask for with EDNS since DNS Flag Day 2020: larger answers go by TCP, which not everybody lets through. */
const EDNS_ANSWER = 1232;
/** A DNS message's header, and of each record what stands before its data, its name compressed (RFC 1035 §4.1). */
const HEADER = 12;
const RECORD_HEAD = 12;
/** Type and class of the question. */
const QUESTION_TAIL = 4;

/**
 * The octets of a DNS answer with all TXT records of a name.
 *
 * @param name the owner name, without a final dot
 * @param texts the texts as octet strings
 */
export function txtAnswerOctets(name: string, texts: readonly string[]): number {
  const question = name.length + 2 + QUESTION_TAIL;
  const answers = texts.map((text) => {
    const strings = splitCharacterStrings(text);
    return RECORD_HEAD + strings.reduce((sum, string) => sum + string.length + 1, 0);
  });
  return HEADER + question + answers.reduce((sum, octets) => sum + octets, 0);
}

/**
 * Checks the size of all TXT records at a name that holds SPF: `SPF11` where the answer may be cut off.
 *
 * @param name the owner name, without a final dot
 * @param texts the texts that are known
 */
export function checkTxtSize(name: string, texts: readonly string[]): Finding[] {
  const octets = txtAnswerOctets(name, texts);
  if (texts.length < 2 || octets <= PLAIN_ANSWER) return [];
  const consequence =
    octets > EDNS_ANSWER
      ? `above ${EDNS_ANSWER} it comes by TCP only, which some receivers cannot use`
      : `above ${PLAIN_ANSWER} some resolvers cut it off, and SPF with it`;
  return [
    {
      rule: "SPF11",
      subject: name,
      message: `${name}: The ${texts.length} TXT records of the name make a DNS answer of ${octets} octets; ${consequence}.`,
      fix: "Remove verification texts that have served, or move them to a name of their own.",
      reference: "RFC 7208 §3.4",
    },
  ];
}
