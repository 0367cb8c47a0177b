import { NONCURRENT_VERSION_DAYS } from "../../../baseline/encryption/encryptedBucket.js";
import type { Registered } from "../../support/program.js";
import type { Mutant } from "../mutant.js";

/** A statement as the program writes it. */
interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly AWS?: unknown };
  readonly Action?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy, given as text. */
function statementsIn(text: unknown): readonly Statement[] {
  try {
    return (JSON.parse(String(text)) as { Statement?: readonly Statement[] }).Statement ?? [];
  } catch {
    return [];
  }
}

/** The statement that a mutant changes or takes away, as it was. */
export function changedIn({ from, to }: Mutant): Statement | undefined {
  const after = statementsIn(to);
  return statementsIn(from).find((statement, index) => JSON.stringify(statement) !== JSON.stringify(after[index]));
}

/** Whether a statement names an action, or all of its service. */
function names({ Action }: Statement, action: string): boolean {
  const [service = ""] = action.split(":");
  return [Action].flat().some((one) => one === action || one === `${service}:*` || one === "*");
}

/** Whether the changed statement is about an action. */
export function gives(action: string): (mutant: Mutant) => boolean {
  return (mutant) => {
    const statement = changedIn(mutant);
    return statement !== undefined && names(statement, action);
  };
}

/** What sets a part of the mutant's bucket: resources of that type that name the same bucket. */
function settings({ resource, program }: Mutant, type: string): readonly Registered[] {
  const bucket = resource.inputs["bucket"];
  return program.filter((other) => other.type.startsWith(`aws:s3/${type}:`) && other.inputs["bucket"] === bucket);
}

const inputsOf = (mutant: Mutant, type: string): string =>
  settings(mutant, type)
    .map(({ inputs }) => JSON.stringify(inputs))
    .join("");

/** Whether the program locks new versions of the bucket's objects so that nobody deletes them for a month at least. */
export function isLockedForGood(mutant: Mutant): boolean {
  return settings(mutant, "bucketObjectLockConfiguration").some(({ inputs }) => {
    const { defaultRetention } = (inputs["rule"] ?? {}) as { defaultRetention?: { mode?: string; days?: number } };
    const { mode, days = 0 } = defaultRetention ?? {};
    return mode === "COMPLIANCE" && days >= NONCURRENT_VERSION_DAYS.short;
  });
}

/** Whether the bucket has Object Lock, beside what the mutant changes. */
export function hasLock(mutant: Mutant): boolean {
  const others = [...settings(mutant, "bucketObjectLockConfiguration"), ...settings(mutant, "bucket")];
  return others.some(
    ({ type, inputs }) =>
      type !== mutant.resource.type &&
      (type.startsWith("aws:s3/bucketObjectLock") || inputs["objectLockEnabled"] === true),
  );
}

/** Whether the bucket's policy denies an action to anybody, or asks for a condition key. */
export function isInPolicy(text: string): (mutant: Mutant) => boolean {
  return (mutant) => inputsOf(mutant, "bucketPolicy").includes(text);
}

/** Whether the bucket's encryption refuses keys that come with a request. */
export function blocksCustomerKeys(mutant: Mutant): boolean {
  return inputsOf(mutant, "bucketServerSideEncryptionConfiguration").includes('"blockedEncryptionTypes":["SSE-C"]');
}

/** Whether no statement of a key's policy gives what a Deny denies to anybody but those whom it exempts. */
export function deniesWhatNobodyHas(mutant: Mutant): boolean {
  const denied = changedIn(mutant);
  if (denied?.Effect !== "Deny") return false;
  const exempt = JSON.stringify(Object.values(denied.Condition ?? {})[0]?.["aws:PrincipalArn"] ?? []);
  const actions = [denied.Action].flat().map(String);
  return statementsIn(mutant.resource.inputs["policy"])
    .filter((one) => one.Effect === "Allow" && actions.some((action) => names(one, action)))
    .every(({ Principal }) => JSON.stringify(Principal?.AWS ?? "") === exempt);
}

/** Whether a changed key policy leaves none of those who could replace it, where KMS looks for that. */
export function locksOut({ resource, becomes }: Mutant): boolean {
  if (resource.inputs["bypassPolicyLockoutSafetyCheck"] === true) return false;
  const replacers = (of: Registered | undefined): string[] =>
    statementsIn(of?.inputs["policy"])
      .filter((one) => one.Effect === "Allow" && names(one, "kms:PutKeyPolicy"))
      .flatMap(({ Principal }) => [Principal?.AWS ?? []].flat().map(String));
  const before = new Set(replacers(resource));
  return !replacers(becomes).some((principal) => before.has(principal));
}
