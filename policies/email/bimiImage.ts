import { parseBimi } from "../../baseline/email/bimi.js";
import { checkBimiSvg } from "../../baseline/email/bimiSvg.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { stackDns } from "../readers/zones.js";
import { report } from "./mailRule.js";

/** Resources that hold a file which a web server gives out. */
const FILE_TYPES: readonly string[] = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

export const bimiImage: Rule = {
  id: "BI03",
  name: "bimi-image",
  title: "The image of a BIMI record keeps to the profile SVG Tiny Portable/Secure.",
  why: "Receivers refuse an image with scripts, animation, references to elsewhere, another shape than a square, or more than 32 kilobytes.",
  fix: "Export the image as SVG Tiny 1.2, then convert it to the profile tiny-ps.",
  severity: "medium",
  references: [{ standard: "draft-svg-tiny-ps-abrotman-11", section: "§2", strength: "satisfies" }],
  types: FILE_TYPES,
  checkStack(stack, verdict) {
    const paths = stack.read(stackDns).records.flatMap(({ resource }) =>
      (mailFacts(resource)?.texts ?? []).flatMap(({ purpose, text }) => {
        const parsed = purpose === "bimi" ? parseBimi(text) : undefined;
        return parsed?.ok === true && parsed.value.l !== "" ? [new URL(parsed.value.l).pathname] : [];
      }),
    );
    for (const file of paths.length === 0 ? [] : stack.ofTypes(FILE_TYPES)) {
      const key = file.text("key");
      if (typeof key !== "string" || !paths.some((path) => path === `/${key}` || path.endsWith(`/${key}`))) continue;
      const svg = contentOf(file);
      if (svg === UNKNOWN) verdict.undetermined(`The content of ${key} is not known to the pack.`, { urn: file.urn });
      else for (const finding of checkBimiSvg(svg, key)) report(verdict, finding, file.urn);
    }
  },
};

/** What the program gives as text; a file that it only names is not read here. */
function contentOf(file: Resource): Maybe<string> {
  const text = file.text("content");
  if (typeof text === "string") return text;
  const encoded = file.text("contentBase64");
  return typeof encoded === "string" ? Buffer.from(encoded, "base64").toString("utf8") : UNKNOWN;
}
