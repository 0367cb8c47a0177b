import { isHeldBy, readClient, type SpfClient } from "./client.js";
import { expandMacros, expandName, isMultiLabelName, type MacroValues } from "./expand.js";
import { LOOKUP_LIMIT, MX_HOST_LIMIT, PTR_NAME_LIMIT, VOID_LIMIT } from "./limits.js";
import { readMacroString, usesPtrMacro } from "./macro.js";
import { formatAddress } from "./network.js";
import { evaluatedTerms, type SpfMechanism, type SpfRecord } from "./record.js";
import { normalName, readTarget, type SpfTarget, type SpfZone } from "./zone.js";

/** The results of check_host() (RFC 7208 §2.6). */
export type SpfResult = "none" | "neutral" | "pass" | "fail" | "softfail" | "temperror" | "permerror";

/** What a receiver knows of a message when it asks for SPF: the arguments of check_host() (RFC 7208 §4.1) and a little more. */
export interface SpfQuestion {
  /** The client's address. */
  readonly ip: string;
  /** The MAIL FROM address; empty for a bounce, for which the name in HELO counts (RFC 7208 §2.4). */
  readonly sender: string;
  readonly helo: string;
  /** The receiver's own name, for explanations. @default "unknown" */
  readonly receiver?: string;
  /** Seconds since 1970, for explanations. @default 0 */
  readonly time?: number;
}

/** What check_host() gives. */
export interface SpfAnswer {
  readonly result: SpfResult;
  /** The domain's own explanation of a `fail` (RFC 7208 §6.2), where it publishes one. */
  readonly explanation?: string;
}

/** The DNS that a receiver asks. An answer of `undefined` stands for a lookup that failed, which is a temporary error. */
export interface ReceiverZone extends SpfZone {
  /** The names of an address's reverse DNS; without it, all such lookups fail. */
  names?(address: string): readonly string[] | undefined;
}

/** How much a receiver lets an evaluation ask of DNS. */
export interface ReceiverLimits {
  /** Terms that query DNS. @default 10 (RFC 7208 §4.6.4) */
  readonly terms: number;
  /** Terms of them that find nothing. @default 2 (RFC 7208 §4.6.4) */
  readonly voids: number;
}

const RFC_LIMITS: ReceiverLimits = { terms: LOOKUP_LIMIT, voids: VOID_LIMIT };
const RESULTS = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" } as const;

/**
 * Makes a receiver that evaluates SPF: check_host() of RFC 7208 §4. Records are read once for all questions.
 *
 * @param zone the DNS that it asks
 * @param limits how far it goes
 * @returns what it answers to a question; it answers any question, also one whose address is none
 */
export function spfReceiver(zone: ReceiverZone, limits = RFC_LIMITS): (question: SpfQuestion) => SpfAnswer {
  const targets = new Map<string, SpfTarget>();
  const target = (name: string): SpfTarget => {
    const known = targets.get(name) ?? readTarget(zone, name);
    targets.set(name, known);
    return known;
  };
  return (question) => {
    try {
      return new Evaluation(zone, limits, target, question).checkHost();
    } catch (error) {
      if (error instanceof Abort) return { result: error.result };
      throw error;
    }
  };
}

/** Ends the whole evaluation, from whatever depth (RFC 7208 §2.6.6, §2.6.7). */
class Abort extends Error {
  constructor(readonly result: "temperror" | "permerror") {
    super(result);
  }
}

/** The result of one record, and the explanation that goes with a fail. */
interface Outcome {
  readonly result: SpfResult;
  readonly exp?: { readonly spec: string; readonly domain: string };
}

class Evaluation {
  private terms = 0;
  private voids = 0;
  private readonly client: SpfClient;
  private readonly sender: string;

  constructor(
    private readonly zone: ReceiverZone,
    private readonly limits: ReceiverLimits,
    private readonly target: (name: string) => SpfTarget,
    private readonly question: SpfQuestion,
  ) {
    const { ip, sender, helo } = question;
    this.client = readClient(ip);
    // RFC 7208 §2.4, §4.3: a missing local-part is "postmaster".
    const whole = sender === "" ? helo : sender;
    const at = whole.lastIndexOf("@");
    this.sender = at > 0 ? whole : `postmaster@${whole.slice(at + 1)}`;
  }

  checkHost(): SpfAnswer {
    const domain = normalName(this.sender.slice(this.sender.lastIndexOf("@") + 1));
    // RFC 7208 §4.3: a malformed domain has no record.
    if (!isMultiLabelName(domain)) return { result: "none" };
    const { result, exp } = this.evaluate(domain);
    const explanation = result === "fail" && exp !== undefined ? this.explain(exp.spec, exp.domain) : undefined;
    return { result, ...(explanation === undefined ? {} : { explanation }) };
  }

  private evaluate(domain: string): Outcome {
    const target = this.target(domain);
    if (target.state === "unknown") throw new Abort("temperror");
    if (target.state === "missing") return { result: "none" };
    if (target.state !== "found") throw new Abort("permerror");
    const { mechanisms, redirect } = evaluatedTerms(target.record);
    for (const mechanism of mechanisms) {
      if (!this.matches(mechanism, domain)) continue;
      const result = RESULTS[mechanism.qualifier];
      const exp = expOf(target.record);
      return exp === undefined ? { result } : { result, exp: { spec: exp, domain } };
    }
    if (redirect === undefined) return { result: "neutral" };
    this.countTerm(redirect.domain);
    return this.follow(redirect.domain, domain);
  }

  /** What stands behind an include or a redirect. Its having no record is a permanent error (RFC 7208 §5.2, §6.1). */
  private follow(spec: string, domain: string): Outcome {
    const name = expandName(spec, this.values(domain));
    const outcome = name === undefined ? undefined : this.evaluate(name);
    if (outcome === undefined || outcome.result === "none") throw new Abort("permerror");
    return outcome;
  }

  private matches(mechanism: SpfMechanism, domain: string): boolean {
    switch (mechanism.kind) {
      case "all":
        return true;
      case "ip4":
        return isHeldBy(this.client, [mechanism.network], { prefix4: mechanism.prefix });
      case "ip6":
        return isHeldBy(this.client, [mechanism.network], { prefix6: mechanism.prefix });
      case "include":
        this.countTerm(mechanism.domain);
        return this.follow(mechanism.domain, domain).result === "pass";
      case "exists": {
        const name = this.nameOf(mechanism.domain, domain);
        // RFC 7208 §5.7: the type is A whatever the client's address is.
        return name !== undefined && this.found(this.zone.addresses(name, 4)).length > 0;
      }
      case "ptr": {
        const name = this.nameOf(mechanism.domain, domain);
        if (name === undefined) return false;
        return this.validatedNames(true).some((own) => own === name || own.endsWith(`.${name}`));
      }
      case "a": {
        const name = this.nameOf(mechanism.domain, domain);
        if (name === undefined) return false;
        return isHeldBy(this.client, this.found(this.zone.addresses(name, this.client.family)), mechanism);
      }
      case "mx": {
        const name = this.nameOf(mechanism.domain, domain);
        const hosts = name === undefined ? [] : this.found(this.zone.mx(name));
        if (hosts.length > MX_HOST_LIMIT) throw new Abort("permerror");
        return hosts.some((host) => isHeldBy(this.client, this.addressesOfHost(host), mechanism));
      }
    }
  }

  /** The name that a term looks up, which counts whatever becomes of it. */
  private nameOf(spec: string | undefined, domain: string): string | undefined {
    this.countTerm(spec);
    return spec === undefined ? domain : expandName(spec, this.values(domain));
  }

  private addressesOfHost(host: string): readonly string[] {
    const name = normalName(host);
    if (name === "") return []; // RFC 7505 §3: the null MX names no host.
    const addresses = this.zone.addresses(name, this.client.family);
    if (addresses === undefined) throw new Abort("temperror");
    return addresses;
  }

  /**
   * The client's names that lead back to its address (RFC 7208 §5.5); none where reverse DNS fails.
   *
   * @param counts whether a term asks, so that finding nothing counts
   */
  private validatedNames(counts: boolean): string[] {
    const { address, family } = this.client;
    const names = address === undefined ? undefined : this.zone.names?.(formatAddress(address, family));
    if (names?.length === 0 && counts) this.countVoid();
    return (names ?? [])
      .slice(0, PTR_NAME_LIMIT)
      .map(normalName)
      .filter((name) => isHeldBy(this.client, this.zone.addresses(name, family) ?? []));
  }

  private values(domain: string, counts = true): MacroValues {
    const { helo, receiver = "unknown", time = 0 } = this.question;
    let known: string[] | undefined;
    const validatedName = (): string => {
      const names = (known ??= this.validatedNames(counts));
      // RFC 7208 §7.3: the domain itself, else a name below it, else any.
      const below = names.find((name) => name.endsWith(`.${domain}`));
      return names.find((name) => name === domain) ?? below ?? names[0] ?? "unknown";
    };
    const { address = 0n, family } = this.client;
    return { sender: this.sender, domain, helo, address, family, validatedName, receiver, time };
  }

  /** RFC 7208 §6.2: whatever goes wrong with an explanation, the result stands without it. */
  private explain(spec: string, domain: string): string | undefined {
    const values = this.values(domain, false);
    const name = expandName(spec, values);
    const [text, ...others] = (name === undefined ? undefined : this.zone.txt(name)) ?? [];
    if (text === undefined || others.length > 0 || !/^[ -~]*$/.test(text)) return undefined;
    return readMacroString(text, 0, true).faults.length > 0 ? undefined : expandMacros(text, values, true);
  }

  /** RFC 7208 §4.6.4 has the PTR query of %{p} count beside the term's own; not all receivers do. */
  private countTerm(spec: string | undefined): void {
    this.terms += usesPtrMacro(spec) ? 2 : 1;
    if (this.terms > this.limits.terms) throw new Abort("permerror");
  }

  private countVoid(): void {
    if (++this.voids > this.limits.voids) throw new Abort("permerror");
  }

  /** What a term's query found; a failure ends the evaluation (RFC 7208 §5). */
  private found(answer: readonly string[] | undefined): readonly string[] {
    if (answer === undefined) throw new Abort("temperror");
    if (answer.length === 0) this.countVoid();
    return answer;
  }
}

function expOf(record: SpfRecord): string | undefined {
  for (const term of record.terms) if (term.kind === "exp") return term.domain;
  return undefined;
}
