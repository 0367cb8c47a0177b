import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { stackDns } from "./zones.js";

/** The text of a DKIM key record, and where it stands. */
export interface DkimText {
  /** The whole owner name. */
  readonly fqdn: string;
  readonly text: string;
  readonly resource: Resource;
}

/** The DKIM key records of the stack whose names and texts are known. Use it through `stack.read(dkimTexts)`. */
export function dkimTexts(stack: Stack): readonly DkimText[] {
  return stack.read(stackDns).records.flatMap(({ fqdn, resource }) => {
    if (fqdn === UNKNOWN) return [];
    const texts = mailFacts(resource)?.texts ?? [];
    return texts.flatMap(({ purpose, text }) => (purpose === "dkim" ? { fqdn, text, resource } : []));
  });
}
