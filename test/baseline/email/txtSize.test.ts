import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitCharacterStrings } from "../../../baseline/email/txt.js";
import { checkTxtSize, txtAnswerOctets } from "../../../baseline/email/txtSize.js";

/** A DNS answer as it goes on the wire (RFC 1035 §4), written octet by octet. */
function answer(name: string, texts: readonly string[]): Buffer {
  const encodedName = Buffer.concat([
    ...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
  const header = Buffer.from([0, 1, 0x81, 0x80, 0, 1, 0, texts.length, 0, 0, 0, 0]);
  const question = Buffer.concat([encodedName, Buffer.from([0, 16, 0, 1])]);
  const records = texts.map((text) => {
    const data = Buffer.concat(
      splitCharacterStrings(text).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(data.length);
    // The name as a pointer to the question, type TXT, class IN, a TTL of one hour.
    return Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0x0e, 0x10]), length, data]);
  });
  return Buffer.concat([header, question, ...records]);
}

describe("the size of all texts of a name", () => {
  test("is that of the answer on the wire", () => {
    const text = fc.string({ unit: "grapheme-ascii", maxLength: 600 });
    const name = fc.constantFrom("shop.example", "a.b.c.example", "x".repeat(63) + ".example");
    fc.assert(
      fc.property(name, fc.array(text, { maxLength: 6 }), (of, texts) => {
        expect(txtAnswerOctets(of, texts)).toBe(answer(of, texts).length);
      }),
    );
  });

  test.each([
    ["a record alone, which the record's own check judges", ["x".repeat(600)], undefined],
    ["an answer of 512 octets", ["v=spf1 -all", "x".repeat(444)], undefined],
    ["an answer of 513 octets", ["v=spf1 -all", "x".repeat(445)], /513 octets; above 512 some resolvers cut it off/],
    ["an answer above 1232 octets", ["v=spf1 -all", "x".repeat(1300)], /above 1232 it comes by TCP only/],
  ])("of %s is judged", (_, texts, expected) => {
    const findings = checkTxtSize("shop.example", texts);
    expect(findings.map(({ rule }) => rule)).toEqual(expected ? ["SPF11"] : []);
    if (expected) expect(findings[0]?.message).toMatch(expected);
  });
});
