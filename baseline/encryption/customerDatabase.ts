import type { Problem } from "../problem.js";
import type { Maybe } from "../unknown.js";
import { ENGINES, versionFault } from "./databaseEngine.js";
import { dayProblems } from "./days.js";
import { checkKeyArn } from "./place.js";

/** Days for which RDS keeps automated backups: the most that it does, and the least that a shop should. */
export const BACKUP_RETENTION_DAYS = { minimum: 14, maximum: 35 } as const;

/** Days of Performance Insights that cost nothing. Source: Amazon RDS User Guide, "Pricing and data retention". */
export const INSIGHTS_RETENTION_DAYS = 7;

/** The name of the snapshot that a database leaves when it is deleted. */
export function finalSnapshotName(identifier: string): string {
  return `${identifier}-final`;
}

/** Gibibytes of gp3. Source: Amazon RDS User Guide, "Amazon RDS DB instance storage". */
const STORAGE_GIB = { minimum: 20, maximum: 65_536 } as const;

/** Names that one of the engines keeps for itself. Source: Amazon RDS API Reference, CreateDBInstance. */
const RESERVED_USERS: readonly string[] = ["admin", "postgres", "rdsadmin", "root", "user", "master"];

const SERVERLESS = "db.serverless";

/** A database as it was asked for. */
export interface CustomerDatabaseInput {
  readonly engine: string;
  readonly version: string;
  readonly instanceClass: string;
  readonly identifier: string;
  readonly databaseName: string | undefined;
  readonly username: string;
  readonly keyArn: Maybe<string>;
  readonly region: string | undefined;
  readonly securityGroups: number;
  readonly storageGiB: number | undefined;
  readonly maxStorageGiB: number | undefined;
  readonly instances: number | undefined;
  readonly serverlessCapacity: { readonly minimum: number; readonly maximum: number } | undefined;
  readonly backupRetentionDays: number;
  readonly deletionProtection: boolean;
  readonly multiAz: boolean | undefined;
  readonly insights: boolean;
  readonly backup: boolean;
}

/** Everything that is wrong with it, in the input's terms. */
export function customerDatabaseProblems(input: CustomerDatabaseInput): Problem[] {
  const { engine, version, instanceClass, identifier, databaseName, username, securityGroups } = input;
  const { minimum, maximum } = BACKUP_RETENTION_DAYS;
  const problems = [
    ...checkKeyArn("keyArn", input.keyArn, input.region),
    ...dayProblems("backupRetentionDays", input.backupRetentionDays, minimum, maximum),
    ...(ENGINES[engine]?.isAurora === true ? auroraProblems(input) : instanceProblems(input)),
  ];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  if (!Object.hasOwn(ENGINES, engine)) {
    add("engine", `"${engine}" is no engine that is known here. Allowed are ${Object.keys(ENGINES).join(", ")}.`);
  }
  const fault = versionFault(engine, version);
  if (fault !== undefined) add("version", fault);
  if (!/^db\.[a-z0-9-]+(\.[a-z0-9]+)*$/.test(instanceClass)) {
    add("instanceClass", `"${instanceClass}" is no instance class, such as db.t4g.medium.`);
  }
  // Source: Amazon RDS User Guide, "Naming constraints in Amazon RDS"; the final snapshot's name is longer by 6.
  if (!/^[a-z](-?[a-z0-9])*$/.test(identifier) || identifier.length > 57) {
    const rule = "Allowed are up to 57 lower-case letters, digits and single hyphens, a letter first.";
    add("identifier", `"${identifier}" is no identifier. ${rule}`);
  }
  if (databaseName !== undefined && !/^[A-Za-z]\w{0,62}$/.test(databaseName)) {
    add(
      "databaseName",
      `"${databaseName}" is no name for a database. Allowed are letters, digits and _, a letter first.`,
    );
  }
  if (!/^[A-Za-z]\w{0,15}$/.test(username) || RESERVED_USERS.includes(username.toLowerCase())) {
    const rule = `Allowed are up to 16 letters, digits and _, a letter first, and none of ${RESERVED_USERS.join(", ")}.`;
    add("username", `"${username}" is no name for the master user. ${rule}`);
  }
  if (securityGroups === 0) {
    add("securityGroupIds", "It is empty: RDS would take the VPC's default group, which lets in all of its members.");
  }
  return problems;
}

function auroraProblems({ engine, instanceClass, instances = 2, ...input }: CustomerDatabaseInput): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  for (const property of ["storageGiB", "maxStorageGiB", "multiAz"] as const) {
    if (input[property] === undefined) continue;
    const instead = property === "multiAz" ? "give two instances or more instead" : "its storage grows by itself";
    add(property, `${engine} does not take it: ${instead}.`);
  }
  // Source: Amazon Aurora User Guide, "Amazon Aurora DB clusters": one writer and up to 15 readers.
  if (!(Number.isInteger(instances) && instances >= 1 && instances <= 16)) {
    add("instances", `It is ${instances}; 1 to 16 are allowed.`);
  }
  const capacity = input.serverlessCapacity;
  if ((instanceClass === SERVERLESS) !== (capacity !== undefined)) {
    add("serverlessCapacity", `It goes with the instance class ${SERVERLESS}, and that class with it.`);
  }
  // Source: Amazon RDS API Reference, ServerlessV2ScalingConfiguration: steps of 0.5 from 0 to 256.
  const isStep = (units: number): boolean => Number.isInteger(units * 2) && units >= 0 && units <= 256;
  if (capacity && !(isStep(capacity.minimum) && isStep(capacity.maximum) && capacity.maximum >= 1)) {
    add("serverlessCapacity", "Steps of 0.5 from 0 to 256 are allowed, and at least 1 as maximum.");
  } else if (capacity && capacity.minimum > capacity.maximum) {
    add("serverlessCapacity", `Its minimum, ${capacity.minimum}, is above its maximum, ${capacity.maximum}.`);
  }
  return problems;
}

function instanceProblems({ engine, storageGiB, maxStorageGiB, ...input }: CustomerDatabaseInput): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  for (const property of ["instances", "serverlessCapacity"] as const) {
    if (input[property] !== undefined) add(property, `${engine} does not take it; Aurora's engines do.`);
  }
  if (input.instanceClass === SERVERLESS) add("instanceClass", `Only Aurora's engines have ${SERVERLESS}.`);
  const { minimum, maximum } = STORAGE_GIB;
  if (storageGiB === undefined) add("storageGiB", `It is missing; ${minimum} to ${maximum} are allowed.`);
  else if (!(Number.isInteger(storageGiB) && storageGiB >= minimum && storageGiB <= maximum)) {
    add("storageGiB", `It is ${storageGiB}; whole gibibytes from ${minimum} to ${maximum} are allowed.`);
  }
  // Source: Amazon RDS User Guide, "Managing capacity automatically": RDS wants room of a tenth at least.
  if (
    maxStorageGiB !== undefined &&
    !(Number.isInteger(maxStorageGiB) && maxStorageGiB >= (storageGiB ?? minimum) * 1.1 && maxStorageGiB <= maximum)
  ) {
    add("maxStorageGiB", `It is ${maxStorageGiB}; it must be above storageGiB by a tenth, and at most ${maximum}.`);
  }
  return problems;
}

/** Weaker choices, as sentences. */
export function customerDatabaseExceptions(input: CustomerDatabaseInput): string[] {
  const isSingle = ENGINES[input.engine]?.isAurora === true ? input.instances === 1 : input.multiAz === false;
  return [
    ...(input.backupRetentionDays < BACKUP_RETENTION_DAYS.maximum
      ? [
          `backupRetentionDays: a point in the last ${input.backupRetentionDays} days can be restored, of 35 that RDS keeps.`,
        ]
      : []),
    ...(input.deletionProtection ? [] : ["deletionProtection: one call deletes the database."]),
    ...(isSingle ? ["multiAz: the database stands still while its one zone does."] : []),
    ...(input.insights ? [] : ["insights: no record of what the database was busy with."]),
    ...(input.backup ? [] : ["backup: nothing selects the database for backups."]),
  ];
}
