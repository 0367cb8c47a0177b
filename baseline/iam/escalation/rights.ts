import { UNKNOWN, type Maybe } from "../../unknown.js";
import { actionFacts, expandActions } from "../actions.js";
import type { Holdings, Permit } from "../holdings.js";
import { matches } from "../match.js";
import { permits } from "../permits.js";
import { actionMatches } from "../statementMatch.js";
import type { Effect } from "./effects.js";
import { mitigationBy } from "./mitigation.js";

const NONE: readonly Permit[] = [];

/** A permit that no condition keeps from an effect. */
export interface Right {
  readonly permit: Permit;
  readonly isCertain: boolean;
}

/** What one principal may do, asked action by action, with what conditions leave of it. */
export class Rights {
  readonly holder: Maybe<string>;
  readonly #holdings: Holdings;
  readonly #permits = new Map<string, readonly Permit[]>();
  readonly #tags = new Map<string, boolean>();

  /** Patterns of the Allow statements by service, for a quick no; of one that may mean any service, under `*`. */
  readonly #patterns = new Map<string, Set<string>>();

  constructor(holdings: Holdings) {
    this.#holdings = holdings;
    this.holder = holdings.principal;
    for (const { document } of holdings.documents)
      for (const { effect, actions } of document.statements) {
        if (effect === "Deny") continue;
        for (const value of actions.negated ? ["*"] : actions.values)
          this.#index(value === UNKNOWN ? "*" : value.toLowerCase());
      }
  }

  #index(pattern: string): void {
    const service = /^([a-z0-9-]+):/.exec(pattern)?.[1] ?? "*";
    const known = this.#patterns.get(service);
    if (known) known.add(pattern);
    else this.#patterns.set(service, new Set([pattern]));
  }

  /** Whether an Allow may name the action at all. */
  #isNamed(action: string): boolean {
    const own = this.#patterns.get(action.slice(0, action.indexOf(":")).toLowerCase());
    const any = this.#patterns.get("*");
    // Hundreds of actions are asked for, most of services of which no statement speaks.
    if (own === undefined && any === undefined) return false;
    const name = action.toLowerCase();
    return [...(own ?? []), ...(any ?? [])].some((pattern) => matches(pattern, name));
  }

  /** The rights to an action that can have the effect. */
  to(action: string, effect: Effect): readonly Right[] {
    if (!this.may(action)) return [];
    return this.#of(action).flatMap((permit): readonly Right[] => {
      const verdicts = permit.conditions.map((condition) => mitigationBy(condition, effect, this.#mayTag(action)));
      if (verdicts.includes("stops")) return [];
      return [{ permit, isCertain: permit.isCertain && !verdicts.includes("perhaps") }];
    });
  }

  /** Whether it may do so at all, under whatever condition. */
  may(action: string): boolean {
    return this.#of(action).length > 0;
  }

  #of(action: string): readonly Permit[] {
    let found = this.#permits.get(action);
    if (!found) {
      if (!this.#isNamed(action)) return NONE;
      this.#permits.set(action, (found = permits(this.#holdings, action)));
    }
    return found;
  }

  /** Whether it can tag freely what the action is performed on, and so meet a condition on the tags there. */
  #mayTag(action: string): boolean {
    const service = action.slice(0, action.indexOf(":"));
    let found = this.#tags.get(service);
    if (found === undefined) {
      found = expandActions(`${service}:*Tag*`)
        .filter((name) => actionFacts(name)?.access === "Tagging" && !/:(Untag|Delete|Remove)/.test(name))
        .some((name) =>
          this.#of(name).some(({ conditions, resources }) => conditions.length === 0 && resources.some(isOpen)),
        );
      this.#tags.set(service, found);
    }
    return found;
  }
}

function isOpen(resource: Maybe<string>): boolean {
  return resource !== UNKNOWN && /[*?]/.test(resource);
}

/** The Allow of everything that makes an administrator, if nothing takes from it. */
export function administratorPermit(holdings: Holdings): Permit | undefined {
  return permits(holdings, "iam:AttachRolePolicy").find(
    ({ statement, resources, excluded, isCertain, conditions }) =>
      isCertain &&
      resources.includes("*") &&
      excluded.length === 0 &&
      conditions.every((condition) => mitigationBy(condition, "writesPolicy", false) === "none") &&
      // An action that AWS has not: only an Allow of every action takes it.
      actionMatches(statement, "*:*") === true,
  );
}
