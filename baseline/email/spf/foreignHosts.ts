import { buildTerm } from "./build.js";
import { readMacroString } from "./macro.js";
import { MAILBOX_INCLUDES } from "./movePlan.js";
import { evaluatedTerms, type SpfRecord, type SpfTerm } from "./record.js";
import { SERVICE_HOSTS } from "./serviceIncludes.js";
import { named, type SpfFault } from "./spfFault.js";
import { isAtOrBelow, normalName } from "./zone.js";

/**
 * Hosts whose services this library knows: those of the sender catalogue, of mailboxes, and of services that guides tell
 * one to include. Whoever holds names below them is the service itself.
 */
export const KNOWN_HOSTS: readonly string[] = [
  ...MAILBOX_INCLUDES,
  ...SERVICE_HOSTS,
  // Sources: the pages of the services that the catalogue names for `zendesk` and `mailgun`.
  "mail.zendesk.com",
  "mailgun.org",
];

/** A name whose holder decides who passes. */
interface ForeignHost {
  /** In lower case, without a final dot; of a name with macros, what stands behind the last of them. */
  readonly host: string;
  readonly term: SpfTerm;
}

/**
 * Gives the hosts whose holders decide by records of their own who may send: the targets of `include`, `exists`, `a`,
 * `mx` and `redirect` that can make mail pass, without those of known services. A name that ends in a macro is left out: it is the
 * domain's own, or one that `SPF07` refuses.
 *
 * @param record a parsed record
 */
export function foreignHosts(record: SpfRecord): ForeignHost[] {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const terms = [...mechanisms.filter(({ qualifier }) => qualifier === "+"), ...(redirect ? [redirect] : [])];
  return terms.flatMap((term) => {
    if (!("domain" in term) || term.domain === undefined || term.kind === "ptr") return [];
    const host = constantEnd(term.domain);
    return host === undefined || isAtOrBelow(host, KNOWN_HOSTS) ? [] : [{ host, term }];
  });
}

/**
 * Says that a host is nobody's whom the shop has named: `SPF22`.
 *
 * @param foreign one that `foreignHosts` gave, and that is neither the domain's own nor agreed upon
 */
export function unknownHost({ host, term }: ForeignHost): SpfFault {
  return {
    rule: "SPF22",
    message: `By ${named(buildTerm(term))}, whoever holds ${named(host)} decides who passes, and no known service does.`,
    fix: `Remove the term; or find out who holds the name, and add ${host} to spfIncludes of the pack's settings.`,
    reference: "RFC 7208 §5.2, §6.1",
  };
}

/** The literal labels at the end of a domain-spec; `undefined` where it ends in a macro. */
function constantEnd(spec: string): string | undefined {
  const parts = readMacroString(spec, 0).parts;
  const last = parts.at(-1);
  if (last?.kind !== "literal") return undefined;
  // A macro may end within a label, as in %{i}-x.example, so the label behind it is not constant.
  const text = parts.length === 1 ? last.text : last.text.slice(last.text.indexOf(".") + 1);
  return parts.length > 1 && !last.text.includes(".") ? undefined : normalName(text);
}
