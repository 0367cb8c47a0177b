import type { Text } from "../deferred.js";
import { selectorFaults } from "../dkimSelector.js";
import type { SenderReader } from "./senderReader.js";
import type { DkimPublication, ReturnPath } from "./sender.js";
import { hostOf } from "./shapes.js";

/** The CNAME records that a service shows as a table: those below `_domainkey` are keys, the others return paths. */
export interface CnameRows<T> {
  readonly dkim: readonly DkimPublication<T>[];
  readonly returnPaths: readonly ReturnPath<T>[];
}

/**
 * Reads a table of CNAME records, each with `host` and `target`.
 *
 * @param reader the sender's input
 * @param name the list's name
 * @param suffixes domains of the service below which the targets lie
 */
export function readCnames<T>(reader: SenderReader<T>, name: string, suffixes: readonly string[]): CnameRows<T> {
  const dkim: DkimPublication<T>[] = [];
  const returnPaths: ReturnPath<T>[] = [];
  for (const row of reader.parts(name)) {
    const host = row.host("host");
    const target: Text<T> = row.later("target", hostOf("the target that the service shows", suffixes));
    const labels = host.split(".");
    const at = labels.indexOf("_domainkey");
    if (at === -1) returnPaths.push({ host, target });
    else {
      const selector = labels.slice(0, at).join(".");
      for (const fault of host === "" ? [] : selectorFaults(selector)) row.refuse("host", fault);
      const below = labels.slice(at + 1).join(".");
      const label = labels.filter((_, index) => index !== at).join("-");
      dkim.push({ label, selector, type: "CNAME", content: target, ...(below === "" ? {} : { host: below }) });
    }
  }
  return { dkim, returnPaths };
}
