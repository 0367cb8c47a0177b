/**
 * Whether a database of Amazon RDS refuses connections without TLS.
 *
 * Sources: Amazon RDS User Guide, "Requiring an SSL connection to a PostgreSQL DB instance" (`rds.force_ssl` is 1 from
 * PostgreSQL 15 on) and "Requiring SSL/TLS for all connections to a MySQL DB instance".
 */
import { UNKNOWN, type Maybe } from "../unknown.js";
import { ENGINES } from "./databaseEngine.js";

/** A parameter of a group. */
export interface Parameter {
  readonly name: Maybe<string>;
  readonly value: Maybe<string>;
}

/**
 * What the engine does without a word; `undefined` for engines that are not known here.
 *
 * @param version none where RDS takes its default, which is newer than 15
 */
export function forcedByDefault(engine: string, version: string | undefined): boolean | undefined {
  if (!Object.hasOwn(ENGINES, engine)) return undefined;
  if (engine !== "postgres") return false;
  return version === undefined || Number.parseInt(version, 10) >= POSTGRES_FORCES_SINCE;
}

const POSTGRES_FORCES_SINCE = 15;

/** What the parameters of a group say; `undefined` where they say nothing of it. */
export function demandsTls(engine: string, parameters: readonly Maybe<Parameter>[]): Maybe<boolean> | undefined {
  const wanted = ENGINES[engine]?.forceTls;
  const known = parameters.filter((one) => one !== UNKNOWN);
  const found = known.find(({ name }) => name === wanted?.name);
  if (found !== undefined && found.value !== UNKNOWN) return ON.test(found.value);
  const isHidden =
    found !== undefined || known.length < parameters.length || known.some(({ name }) => name === UNKNOWN);
  return isHidden ? UNKNOWN : undefined;
}

/** Booleans as RDS and Aurora spell them. */
const ON = /^(1|on|true)$/i;
