/**
 * What each engine of Amazon RDS needs to be right.
 *
 * Sources: Amazon RDS User Guide, "Requiring SSL/TLS for all connections" of each engine, and "IAM database authentication";
 * Amazon Aurora User Guide, "Security with Amazon Aurora MySQL" and "… PostgreSQL".
 */
export interface EngineTraits {
  readonly isAurora: boolean;
  /** The parameter that refuses connections without TLS, and the value that does it. */
  readonly forceTls: { readonly name: string; readonly value: string };
  /** Parameters without which a log that is exported stays empty. */
  readonly logParameters: Readonly<Record<string, string>>;
  /** Logs that go to CloudWatch Logs. */
  readonly logs: readonly string[];
  /** How many fields of a version name its parameter group family. */
  readonly familyFields: 1 | 2;
  /** The oldest version with all of this that RDS still supports. */
  readonly oldest: string;
  readonly port: number;
}

const POSTGRES = {
  forceTls: { name: "rds.force_ssl", value: "1" },
  logParameters: { log_connections: "1", log_disconnections: "1" },
  familyFields: 1,
  oldest: "13",
  port: 5432,
} as const;
const MYSQL = {
  logParameters: { slow_query_log: "1" },
  logs: ["error", "slowquery"],
  familyFields: 2,
  oldest: "8.0",
  port: 3306,
} as const;

/** By the names that RDS gives them. */
export const ENGINES: Readonly<Record<string, EngineTraits>> = {
  postgres: { ...POSTGRES, isAurora: false, logs: ["postgresql", "upgrade"] },
  mysql: {
    ...MYSQL,
    isAurora: false,
    forceTls: { name: "require_secure_transport", value: "1" },
    logParameters: { ...MYSQL.logParameters, log_output: "FILE" },
  },
  mariadb: {
    ...MYSQL,
    isAurora: false,
    forceTls: { name: "require_secure_transport", value: "1" },
    logParameters: { ...MYSQL.logParameters, log_output: "FILE" },
    oldest: "10.6",
  },
  "aurora-postgresql": { ...POSTGRES, isAurora: true, logs: ["postgresql"] },
  // Aurora spells booleans otherwise than RDS does.
  "aurora-mysql": { ...MYSQL, isAurora: true, forceTls: { name: "require_secure_transport", value: "ON" } },
};

/** Name and value of every parameter that the engine needs, TLS first. */
export function engineParameters({ forceTls, logParameters }: EngineTraits): { name: string; value: string }[] {
  return [forceTls, ...Object.entries(logParameters).map(([name, value]) => ({ name, value }))].map((one) => ({
    ...one,
  }));
}

/** The parameter group family of a version: `postgres16`, `mysql8.4`, `aurora-mysql8.0`. */
export function parameterFamily(engine: string, version: string): string {
  const fields = ENGINES[engine]?.familyFields ?? 1;
  return `${engine}${version.split(".").slice(0, fields).join(".")}`;
}

/** Why a version is refused, as a sentence; `undefined` for a good one. */
export function versionFault(engine: string, version: string): string | undefined {
  const traits = ENGINES[engine];
  if (!traits) return undefined;
  const example = traits.familyFields === 1 ? "16.4" : traits.isAurora ? "8.0.mysql_aurora.3.08.0" : "8.4.5";
  const form = traits.familyFields === 1 ? /^\d+(\.[\w.]+)?$/ : /^\d+\.\d+(\.[\w.]+)?$/;
  if (!form.test(version)) return `"${version}" is no version of ${engine}, such as ${example}.`;
  const numbers = (text: string): number[] => text.split(".").slice(0, traits.familyFields).map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbers(traits.oldest);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `${engine} ${version} is too old: ${traits.oldest} or later is needed.`;
}
