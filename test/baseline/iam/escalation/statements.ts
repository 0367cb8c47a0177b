import { pathText, type Escalation } from "../../../../baseline/iam/escalation/escalation.js";
import { findEscalations } from "../../../../baseline/iam/escalation/findEscalations.js";
import type { Holdings } from "../../../../baseline/iam/holdings.js";
import { holdingsOf } from "./published.js";

export const WEAK = "arn:aws:iam::111122223333:role/weak";
export const STRONG = "arn:aws:iam::111122223333:role/strong";
export const SELF = "arn:aws:iam::111122223333:role/ci";

export const allow = (Action: string | string[], Resource: unknown = "*", Condition?: object): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
export const deny = (Action: string | string[], Resource: unknown = "*", Condition?: object): object => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
export const only = (...statements: object[]): Holdings => holdingsOf([statements]);
/** `=` before what is certain, `?` before what is possible. */
export const shown = (found: readonly Escalation[]): string[] =>
  found.map((one) => `${one.isCertain ? "=" : "?"} ${pathText(one)}`);
export const judged = (holdings: Holdings): string[] => shown(findEscalations(holdings));
export const passedTo = (...services: string[]): object => ({ StringEquals: { "iam:PassedToService": services } });
