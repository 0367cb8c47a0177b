import { demandsTls, forcedByDefault, type Parameter } from "../../baseline/encryption/databaseTransport.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, blocks } from "../readers/blocks.js";
import { linkOf } from "../readers/links.js";

/** The parameter group of each type: the property that names it, and its type. */
const TYPES: Readonly<Record<string, { readonly property: string; readonly group: string }>> = {
  "aws:rds/instance:Instance": {
    property: "parameterGroupName",
    group: "aws:rds/parameterGroup:ParameterGroup",
  },
  "aws:rds/cluster:Cluster": {
    property: "dbClusterParameterGroupName",
    group: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  },
};

export const databaseTransport: Rule = {
  id: "ENC18",
  name: "encryption-database-transport",
  title: "A database refuses connections without TLS.",
  why: "Where TLS is an offer, one wrong connection string sends passwords and orders in plain text through the network.",
  fix: "Give it a parameter group with rds.force_ssl 1 (PostgreSQL) or require_secure_transport on (MySQL, MariaDB); CustomerDatabase does.",
  severity: "medium",
  references: [
    { standard: "AWS Security Hub", section: "RDS.38, RDS.39, RDS.44", strength: "satisfies" },
    { standard: "NIST CSF 2.0", section: "PR.DS-02", strength: "partial" },
  ],
  types: Object.entries(TYPES).flatMap(([type, { group }]) => [type, group]),
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const database of stack.ofTypes(Object.keys(TYPES))) {
      const demands = refusesPlainText(stack, database);
      const at = { urn: database.urn };
      if (demands === UNKNOWN) verdict.undetermined(`Whether ${database.name} demands TLS is not known yet.`, at);
      if (demands === false) verdict.violation(`${database.name} takes connections without TLS.`, at);
    }
  },
};

/** `undefined` where nothing has to be said: of engines that RDS does not tell to, and of replicas. */
function refusesPlainText(stack: Stack, database: Resource): Maybe<boolean> | undefined {
  const given = stack.given(database);
  const engine = given.text("engine");
  const version = given.text("engineVersion") ?? database.text("engineVersion");
  const { property = "", group = "" } = TYPES[database.type] ?? {};
  // An instance of a cluster and a copy of another database have that one's parameters.
  if (given.property("replicateSourceDb") !== undefined || engine === undefined) return undefined;
  if (engine === UNKNOWN) return UNKNOWN;
  const name = given.text(property);
  const byDefault = version === UNKNOWN ? UNKNOWN : forcedByDefault(engine, version);
  if (byDefault === undefined) return undefined;
  if (name === undefined || (typeof name === "string" && name.startsWith("default."))) return byDefault;
  const { resource } = linkOf(stack, given, property, [group]);
  // A group of another stack says it there.
  if (resource === undefined) return UNKNOWN;
  const parameters = blocks(stack.given(resource), "parameters");
  if (parameters === UNKNOWN) return UNKNOWN;
  const read = parameters.map((one): Maybe<Parameter> =>
    one === UNKNOWN ? UNKNOWN : { name: asText(one["name"]) ?? "", value: asText(one["value"]) ?? "" },
  );
  return demandsTls(engine, read) ?? byDefault;
}
