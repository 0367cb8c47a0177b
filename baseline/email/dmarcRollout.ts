import { dayAfter, isCalendarDate, monthAfter } from "../calendarDate.js";
import { waiverFaults, type Waiver } from "../waiver.js";
import { DMARC_POLICIES, type DmarcPolicy, policyStrength, weakerPolicy } from "./dmarcPolicy.js";
import type { Problem } from "./emailDomainCheck.js";

/** One stage of a rollout: a policy, from a day on. */
export interface DmarcStage {
  readonly policy: DmarcPolicy;
  /** The first day on which the stage's policy is published, as an ISO date in UTC. */
  readonly notBefore: string;
  /** The last day on which it is only tested, with `t=y`. */
  readonly testUntil?: string;
  /** Why a stage that is weaker than the one before it is right, and until when. */
  readonly waiver?: Waiver;
}

/** What a rollout publishes on a day. */
export interface RolloutState {
  readonly policy: DmarcPolicy;
  /** Whether the record has `t=y`. */
  readonly isTesting: boolean;
  /** The first day of the next stage that is `reject`, while it is to come. */
  readonly rejectFrom: string | undefined;
  /** What is weaker than `reject` about it, as sentences. */
  readonly exceptions: readonly string[];
}

const PROPERTY = "dmarc.rollout";

/**
 * Says what a staged rollout of DMARC publishes on a day, or everything that is wrong with its stages.
 *
 * A stage that raises the policy above all before it goes one step up, and the stage before it has lasted a month
 * without `t=y`: RFC 9989 §7.4 wants reports of at least a month of `none`, then of as long a period of `quarantine`,
 * before `reject`, and a policy under test is applied one level lower (§4.7), so its reports show nothing of the kind.
 * A stage that lowers the policy needs a waiver; returning to a policy that was reached before needs nothing.
 *
 * @param stages the stages, the earliest first; the first is `none`
 * @param today ISO date in UTC
 */
export function evaluateRollout(
  stages: readonly DmarcStage[],
  today: string,
): { readonly state: RolloutState | undefined; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  if (!isCalendarDate(today)) problems.push(dateProblem("today", today));
  if (stages.length === 0) {
    const reason = "It has no stage. Give at least one: none, with the day from which it is published.";
    problems.push({ property: `${PROPERTY}.stages`, reason });
  }
  problems.push(...stages.flatMap((stage, index) => checkStage(stage, index)));
  // What follows compares dates and policies, so it needs them all.
  if (problems.length > 0) return { state: undefined, problems };
  for (const index of stages.keys()) {
    problems.push(...checkStep(stages, index), ...checkTest(stages, index), ...checkWaiver(stages, index, today));
  }
  const [first] = stages;
  if (first !== undefined && first.notBefore > today) {
    const reason = `The first stage begins on ${first.notBefore}, and today is ${today}. Deploy from that day on, or give an earlier one.`;
    problems.push({ property: propertyOf(0, "notBefore"), reason });
  }
  if (problems.length > 0) return { state: undefined, problems };
  return { state: stateOn(stages, today), problems };
}

function propertyOf(index: number, member: keyof DmarcStage): string {
  return `${PROPERTY}.stages[${index}].${member}`;
}

function dateProblem(property: string, given: string): Problem {
  return { property, reason: `"${given}" is no date of the calendar. Give an ISO date such as 2027-01-31.` };
}

/** What is wrong with a stage by itself. */
function checkStage({ policy, notBefore, testUntil }: DmarcStage, index: number): Problem[] {
  const problems: Problem[] = [];
  if (!DMARC_POLICIES.includes(policy)) {
    const reason = `"${policy}" is no policy. Allowed are ${DMARC_POLICIES.join(", ")}.`;
    problems.push({ property: propertyOf(index, "policy"), reason });
  }
  for (const [member, date] of Object.entries({ notBefore, testUntil })) {
    if (date !== undefined && !isCalendarDate(date)) {
      problems.push(dateProblem(propertyOf(index, member as keyof DmarcStage), date));
    }
  }
  return problems;
}

/** What is wrong with a stage after those before it. */
function checkStep(stages: readonly DmarcStage[], index: number): Problem[] {
  const stage = stages[index];
  if (stage === undefined) return [];
  const before = stages[index - 1];
  const { policy, notBefore } = stage;
  const problems: Problem[] = [];
  const problem = (member: keyof DmarcStage, reason: string) => {
    problems.push({ property: propertyOf(index, member), reason });
  };
  const isRaise = stages.slice(0, index).every((earlier) => policyStrength(earlier.policy) < policyStrength(policy));
  const below = DMARC_POLICIES[policyStrength(policy) - 1];
  if (isRaise && below !== undefined && below !== before?.policy) {
    const place = before === undefined ? "is the first" : `follows ${before.policy}`;
    problem("policy", `The stage ${policy} ${place}; it must follow ${below} (RFC 9989 §7.4).`);
  }
  if (before === undefined) return problems;

  if (notBefore <= before.notBefore) {
    problem(
      "notBefore",
      `It is ${notBefore}, and the stage before it begins on ${before.notBefore}. Give a later day.`,
    );
  } else if (isRaise) {
    const counted = before.testUntil === undefined ? before.notBefore : dayAfter(before.testUntil);
    const earliest = monthAfter(counted);
    if (notBefore < earliest) {
      problem(
        "notBefore",
        `It is ${notBefore}, less than a month after ${before.policy} is published from ${counted}. Allowed is ${earliest} or later (RFC 9989 §7.4).`,
      );
    }
  }
  if (policy === before.policy) problem("policy", `The stage before it has the policy ${policy} as well. Remove one.`);
  return problems;
}

/** `t=y` weakens a policy, so it ends within its stage. */
function checkTest(stages: readonly DmarcStage[], index: number): Problem[] {
  const { policy, notBefore, testUntil } = stages[index] ?? {};
  if (testUntil === undefined || notBefore === undefined) return [];
  const refuse = (reason: string): Problem[] => [{ property: propertyOf(index, "testUntil"), reason }];
  if (policy === "none") return refuse("t=y has no effect on the policy none (RFC 9989 §4.7). Remove it.");
  if (testUntil < notBefore) return refuse(`It is ${testUntil}, before the stage begins on ${notBefore}.`);
  const end = stages[index + 1]?.notBefore;
  if (end !== undefined && testUntil >= end) {
    return refuse(`It is ${testUntil}, and the next stage begins on ${end}. Give an earlier day.`);
  }
  return [];
}

/** Only a stage that lowers the policy has a waiver, and the waiver holds as long as the stage. */
function checkWaiver(stages: readonly DmarcStage[], index: number, today: string): Problem[] {
  const [before, stage, after] = [stages[index - 1], stages[index], stages[index + 1]];
  if (stage === undefined) return [];
  const { policy, waiver, notBefore } = stage;
  const refuse = (reason: string): Problem[] => [{ property: propertyOf(index, "waiver"), reason }];
  if (before === undefined || policyStrength(policy) >= policyStrength(before.policy)) {
    return waiver === undefined ? [] : refuse("The stage lowers no policy, so it needs no waiver. Remove it.");
  }
  if (waiver === undefined) {
    return refuse(`The stage lowers the policy from ${before.policy} to ${policy}. Give a reason and an expiry.`);
  }
  // A stage that is over was agreed while it lasted; one to come is judged on its first day.
  const judgedOn = after !== undefined && after.notBefore <= today ? notBefore : today > notBefore ? today : notBefore;
  const faults = waiverFaults(waiver, judgedOn);
  if (faults.length === 0 && after !== undefined && dayAfter(waiver.expires) < after.notBefore) {
    faults.push(`it expires on ${waiver.expires}, and the stage lasts until ${after.notBefore}`);
  }
  return faults.length === 0 ? [] : refuse(`The waiver does not hold: ${faults.join("; ")}.`);
}

function stateOn(stages: readonly DmarcStage[], today: string): RolloutState | undefined {
  const index = stages.findLastIndex(({ notBefore }) => notBefore <= today);
  const stage = stages[index];
  if (stage === undefined) return undefined;
  const { policy, notBefore, testUntil, waiver } = stage;
  const isTesting = testUntil !== undefined && today <= testUntil;
  const exceptions: string[] = [];
  if (policy !== "reject") {
    const effect = policy === "none" ? "delivered" : "put aside, not refused";
    const next = stages[index + 1];
    const rest = next === undefined ? "no stage follows" : `${next.policy} follows on ${next.notBefore}`;
    exceptions.push(`${PROPERTY} is at ${policy} since ${notBefore}: forged mail is ${effect}; ${rest}.`);
  }
  if (isTesting) {
    exceptions.push(
      `${PROPERTY} tests ${policy} with t=y until ${testUntil}: receivers of RFC 9989 apply ${weakerPolicy(policy)}.`,
    );
  }
  if (waiver !== undefined) {
    exceptions.push(`${PROPERTY} was lowered to ${policy} under a waiver until ${waiver.expires}: ${waiver.reason}`);
  }
  const rejectFrom = stages.slice(index + 1).find((later) => later.policy === "reject")?.notBefore;
  return { policy, isTesting, rejectFrom, exceptions };
}
