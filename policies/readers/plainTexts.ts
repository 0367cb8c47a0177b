import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at, blocksOf } from "./blocks.js";

/** A value that a program writes where everybody who may describe the resource can read it. */
export interface PlainText {
  /** Its name there: of an environment variable; `undefined` of a script. */
  readonly name: string | undefined;
  readonly value: Maybe<string>;
  /** As a person would find it: `environment variable DB_PASSWORD`. */
  readonly where: string;
}

const PASSWORDS = ["password", "masterPassword", "adminUserPassword", "authToken"] as const;

const variables = (given: unknown): readonly PlainText[] => {
  if (given === UNKNOWN) return [{ name: undefined, value: UNKNOWN, where: "environment variables" }];
  return Object.entries(given ?? {}).map(([name, value]) => ({
    name,
    value: asText(value) ?? "",
    where: `environment variable ${name}`,
  }));
};

const userData = (resource: Resource): readonly PlainText[] =>
  ["userData", "userDataBase64"].flatMap((property) => {
    const text = resource.text(property);
    if (text === undefined) return [];
    return [{ name: undefined, value: text === UNKNOWN ? UNKNOWN : decoded(text), where: property }];
  });

const passwords = (resource: Resource): readonly PlainText[] =>
  PASSWORDS.flatMap((property) => {
    const value = resource.text(property);
    return value === undefined || value === "" ? [] : [{ name: property, value, where: property }];
  });

/** What each type shows. */
const READERS: Readonly<Record<string, (resource: Resource) => readonly PlainText[]>> = {
  "aws:lambda/function:Function": (resource) => variables(at(resource.whole("environment"), "variables")),
  "aws:ecs/taskDefinition:TaskDefinition": containers,
  "aws:apprunner/service:Service": (resource) =>
    variables(
      at(resource.whole("sourceConfiguration"), "imageRepository", "imageConfiguration", "runtimeEnvironmentVariables"),
    ),
  "aws:ec2/instance:Instance": userData,
  "aws:ec2/launchTemplate:LaunchTemplate": userData,
  "aws:ec2/launchConfiguration:LaunchConfiguration": userData,
};

/** Types whose password stands in a property, in the state and in the API's log. */
export const PASSWORD_TYPES: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
  "aws:redshift/cluster:Cluster",
  "aws:redshiftserverless/namespace:Namespace",
];

export const PLAIN_TEXT_TYPES: readonly string[] = [...Object.keys(READERS), ...PASSWORD_TYPES];

export function plainTexts(resource: Resource): readonly PlainText[] {
  return PASSWORD_TYPES.includes(resource.type) ? passwords(resource) : (READERS[resource.type]?.(resource) ?? []);
}

function containers(resource: Resource): readonly PlainText[] {
  const text = resource.text("containerDefinitions");
  if (text === UNKNOWN || text === undefined) {
    return text === UNKNOWN ? [{ name: undefined, value: UNKNOWN, where: "container definitions" }] : [];
  }
  const list = blocksOf(parsed(text));
  return (list === UNKNOWN ? [] : list).flatMap((container) => {
    const environment = blocksOf(at(container, "environment"));
    return (environment === UNKNOWN ? [] : environment).map((variable) => {
      const name = asText(at(variable, "name"));
      return {
        name: typeof name === "string" ? name : undefined,
        value: asText(at(variable, "value")) ?? "",
        where: `environment variable ${String(name === UNKNOWN ? "" : name)} of a container`,
      };
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the provider says what is wrong with it
  }
}

/** User data stands in base64 in launch templates, and as it is elsewhere. */
function decoded(text: string): string {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64").toString("utf8") : text;
}
