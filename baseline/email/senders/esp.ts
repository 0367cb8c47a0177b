import { omitIfNeedless } from "../spf/serviceIncludes.js";
import type { DkimPublication, ReturnPath, SenderEntry } from "./sender.js";
import type { SenderReader } from "./senderReader.js";
import { hostOf, publicKey, SELECTOR, textOf, type KeyAllowance, type Shape } from "./shapes.js";
import { readSigningKeys, shortKeyException } from "./signingKeys.js";

/** RFC 7208 §4.6.4: more look-ups than this fit into no record. */
const MOST_LOOKUPS = 10;

/** Any other mail service, or a mail server of one's own, by the values that it shows. */
export const esp: SenderEntry = {
  name: "Mail service",
  hosts: [],
  plan: (reader) => {
    const name: Shape = textOf("the service's name", /^[ -~]{1,60}$/, "printable ASCII, at most 60 characters");
    const include = reader.has("include") ? reader.text("include", hostOf("the host to include in SPF")) : undefined;
    const omitted = include === undefined ? undefined : omitIfNeedless(include);
    const path = reader.part("returnPath");
    const allowance = { short: reader.flag("allowShortKey") };
    const keys = reader.parts("dkim").map((key) => readKey(key, allowance));
    const rotated = reader.has("dkimRotation") ? readSigningKeys(reader, "the public key") : undefined;
    return {
      name: reader.text("name", name),
      ...(include !== undefined && !omitted && { include }),
      ...(reader.has("lookups") && { lookups: reader.count("lookups", 1, MOST_LOOKUPS, 1) }),
      ...(omitted && { omitted }),
      exceptions: shortKeyException(allowance),
      ...rotated,
      dkim: [...keys, ...(rotated?.dkim ?? [])],
      ...(path && { returnPaths: [readReturnPath(path)] }),
    };
  },
};

function readKey<T>(reader: SenderReader<T>, allowance: KeyAllowance): DkimPublication<T> {
  const selector = reader.text("selector", SELECTOR);
  const host = reader.has("host") ? reader.host("host") : undefined;
  const isKey = reader.has("key");
  if (isKey === reader.has("target")) {
    reader.refuse(undefined, "Give either the key or the target of the CNAME, not both and not neither.");
  }
  return {
    label: selector.replaceAll(".", "-"),
    selector,
    ...(host !== undefined && { host }),
    ...(isKey
      ? { type: "TXT", content: reader.later("key", publicKey("the public key", allowance)) }
      : {
          type: "CNAME",
          content: reader.has("target") ? reader.later("target", hostOf("the host of the CNAME")) : "",
        }),
  };
}

function readReturnPath<T>(reader: SenderReader<T>): ReturnPath<T> {
  const host = reader.host("host");
  const isAlias = reader.has("target");
  if (isAlias === reader.has("include")) {
    reader.refuse(undefined, "Give target for a CNAME, or include (and exchange) for records here, not both.");
  }
  if (isAlias) return { host, target: reader.later("target", hostOf("the host of the CNAME")) };
  const exchange = reader.has("exchange")
    ? reader.text("exchange", hostOf("the host that receives bounces"))
    : undefined;
  return {
    host,
    ...(exchange !== undefined && { exchanges: [exchange] }),
    ...(reader.has("include") && { include: reader.text("include", hostOf("the host to include in SPF")) }),
  };
}
