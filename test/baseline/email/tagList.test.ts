import { describe, expect, it } from "vitest";
import { MAX_TAG_LIST_LENGTH, readTagList } from "../../../baseline/email/tagList.js";

const read = (text: string) => readTagList(text, "DK03");

describe("readTagList (RFC 6376 §3.2)", () => {
  it.each([
    ["v=DKIM1; k=rsa; p=abc", { v: "DKIM1", k: "rsa", p: "abc" }],
    ["v=DKIM1;k=rsa;p=abc;", { v: "DKIM1", k: "rsa", p: "abc" }],
    [" v = DKIM1 ;\tp\r\n =\r\n a b\tc ; ", { v: "DKIM1", p: "a b\tc" }],
    ["p=", { p: "" }],
    ["p=a=b==", { p: "a=b==" }],
    ["x_1=2", { x_1: "2" }],
    ["P=1;p=2", { P: "1", p: "2" }],
  ])("reads %j", (text, expected) => {
    const { tags, faults } = read(text);
    expect(faults).toEqual([]);
    expect(Object.fromEntries(tags.map(({ name, value }) => [name, value]))).toEqual(expected);
  });

  it.each([
    ["a=1;;b=2", 4, /Nothing stands before a semicolon/],
    ["a=1; b", 4, /no "="/],
    ["1a=1", 0, /no tag name/],
    ["=1", 0, /no tag name/],
    ["a-b=1", 0, /no tag name/],
    ["a=é", 0, /U\+00E9/],
    ["a=\u{1f512}", 0, /U\+1F512/],
    ["a=\u0000", 0, /U\+0000/],
    ["a=1; a=1", 5, /stands twice/],
  ])("names the fault and its place in %j", (text, position, message) => {
    const { faults } = read(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ position, rule: "DK03", reference: "RFC 6376 §3.2" });
    expect(faults[0]?.message).toMatch(message);
  });

  it("keeps the first of two tags of one name", () => {
    expect(read("a=1; b=2; a=3")).toMatchObject({
      hasDuplicates: true,
      tags: [
        { name: "a", value: "1", position: 0 },
        { name: "b", value: "2", position: 5 },
      ],
    });
  });

  it("refuses a text that is longer than a TXT record, and stops after eight faults", () => {
    expect(read("a".repeat(MAX_TAG_LIST_LENGTH + 1)).faults).toHaveLength(1);
    expect(read(";".repeat(MAX_TAG_LIST_LENGTH)).faults).toHaveLength(8);
  });
});
