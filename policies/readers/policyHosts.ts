import { parseMtaSts } from "../../baseline/email/mtaSts.js";
import { policyHostOf } from "../../baseline/email/mtaStsHost.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { POLICY_FILE_TYPES, policyFile, type PolicyFile, type PolicyText } from "./policyFiles.js";
import { stackDns, type PlacedRecord } from "./zones.js";

/** Resources that give a host name to what serves a policy file: where the name stands, and what it leads to. */
const ROUTES: Readonly<Record<string, { readonly host: string; readonly targets: readonly string[] }>> = {
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": { host: "hostname", targets: ["service"] },
  "cloudflare:index/workerDomain:WorkerDomain": { host: "hostname", targets: ["service"] },
  "cloudflare:index/workersRoute:WorkersRoute": { host: "pattern", targets: ["script"] },
  "aws:cloudfront/distribution:Distribution": { host: "aliases", targets: ["origins", "defaultCacheBehavior"] },
};

export const ROUTE_TYPES: readonly string[] = Object.keys(ROUTES);

/** Of these the provider makes the DNS record. */
const NAMING: readonly string[] = [
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  "cloudflare:index/workerDomain:WorkerDomain",
];

const WORKER = "cloudflare:index/worker:Worker";
const DEPLOYMENT = "cloudflare:index/workersDeployment:WorkersDeployment";

/** The policy of a domain, and the resource that holds it. */
interface PlacedPolicy {
  readonly domain: string;
  readonly file: PolicyFile;
  /** What puts the file into service: the deployments of a Worker's version, else the resource that holds it. */
  readonly live: readonly Resource[];
  /** What leads to it. */
  readonly routes: readonly Route[];
  readonly text: Maybe<PolicyText>;
}

/** A resource that gives host names to something. */
export interface Route {
  readonly resource: Resource;
  /** In lower case. */
  readonly hosts: readonly string[];
  /** Whether it makes the DNS records of its host names as well. Source: Cloudflare Workers, Custom Domains. */
  readonly isNaming: boolean;
}

/** What the stack knows of MTA-STS. */
export interface StackMtaSts {
  readonly policies: readonly PlacedPolicy[];
  /** The records at `_mta-sts`, by the domain that they speak for. */
  readonly records: ReadonlyMap<string, readonly PlacedRecord[]>;
  readonly routes: readonly Route[];
}

/** MTA-STS in the stack. Use it through `stack.read(stackMtaSts)`. */
export function stackMtaSts(stack: Stack): StackMtaSts {
  const records = recordsByDomain(stack);
  const routes = stack.ofTypes(Object.keys(ROUTES)).map((resource): Route => {
    return { resource, hosts: hostsOf(resource), isNaming: NAMING.includes(resource.type) };
  });
  const files = stack.ofTypes(POLICY_FILE_TYPES).flatMap((resource) => policyFile(resource) ?? []);
  const certain = files.filter(({ isCertain }) => isCertain);
  const policies = files.flatMap((file) => {
    const served = servedAs(stack, file.resource);
    const leading = routes.filter(({ resource }) => leadsTo(resource, served));
    const hosts = leading.flatMap((route) => route.hosts);
    const routed = hosts.filter((host) => host.startsWith(POLICY_HOST)).map((host) => host.slice(POLICY_HOST.length));
    // Where nothing else tells, the only policy file and the only record belong together.
    const only = certain.length === 1 && certain[0] === file && records.size === 1 ? [...records.keys()] : [];
    return placesOf(file, routed, only, records).map((place) => ({
      ...place,
      ...{ live: served.live, routes: leading },
    }));
  });
  return { policies, records, routes };
}

const POLICY_HOST = policyHostOf("");

type Place = Omit<PlacedPolicy, "live" | "routes">;

/** The domains of a file: those whose record has the file's id, and those whose policy host leads to it. */
function placesOf(
  file: PolicyFile,
  routed: readonly string[],
  only: readonly string[],
  records: StackMtaSts["records"],
): Place[] {
  const byId = file.texts.flatMap((text): Place[] =>
    [...records]
      .filter(([, held]) => text !== UNKNOWN && held.some(({ resource }) => idOf(resource) === text.id))
      .map(([domain]) => ({ domain, file, text })),
  );
  // Of several texts it is not known which one a host is answered with.
  const [text] = file.texts.length === 1 ? file.texts : [];
  const others = new Set(routed.length > 0 || byId.length > 0 ? routed : only);
  for (const { domain } of byId) others.delete(domain);
  return [...byId, ...[...others].map((domain): Place => ({ domain, file, text: text ?? UNKNOWN }))];
}

function recordsByDomain(stack: Stack): ReadonlyMap<string, readonly PlacedRecord[]> {
  const byDomain = new Map<string, PlacedRecord[]>();
  for (const record of stack.read(stackDns).records) {
    const { fqdn, type } = record;
    if (fqdn === UNKNOWN || !fqdn.startsWith(RECORD) || (type !== "TXT" && type !== "CNAME")) continue;
    const domain = fqdn.slice(RECORD.length);
    byDomain.set(domain, [...(byDomain.get(domain) ?? []), record]);
  }
  return byDomain;
}

const RECORD = "_mta-sts.";

function idOf(resource: Resource): string | undefined {
  const record = mailFacts(resource)?.texts.find(({ purpose }) => purpose === "mtaSts");
  const parsed = record && parseMtaSts(record.text);
  return parsed?.ok ? parsed.value.id : undefined;
}

/** The host names of a route; of a Worker's pattern the part before the path. */
function hostsOf(route: Resource): string[] {
  const property = ROUTES[route.type]?.host ?? "";
  const list = route.list(property);
  const names = list === UNKNOWN || list.length === 0 ? [route.text(property)] : list;
  return names.flatMap((name) => (typeof name === "string" ? [(name.split("/")[0] ?? "").toLowerCase()] : []));
}

/** As what a resource is in service. */
interface Served {
  readonly live: readonly Resource[];
  /** Resources that a route's target may come from. */
  readonly urns: readonly string[];
  /** Names by which a route may call a Worker. */
  readonly names: readonly Maybe<string | undefined>[];
  readonly bucket: Maybe<string | undefined>;
}

/** A version of a Worker is in service by its Worker or a deployment, an object by its bucket. */
function servedAs(stack: Stack, holder: Resource): Served {
  const owners = ["bucket", "workerId"].flatMap((property) => holder.sources.get(property) ?? []);
  const workers = stack.ofTypes([WORKER]).filter(({ urn }) => owners.includes(urn));
  const deployments = stack
    .ofTypes([DEPLOYMENT])
    .filter(({ sources }) => sources.get("versions")?.includes(holder.urn) === true);
  return {
    live: deployments.length > 0 ? deployments : [holder],
    urns: [holder.urn, ...owners, ...deployments.map(({ urn }) => urn)],
    names: [
      holder.text("scriptName") ?? holder.text("name"),
      // Cloudflare takes the name there as well as the id.
      holder.text("workerId"),
      ...workers.map((worker) => worker.text("name")),
      ...deployments.map((deployment) => deployment.text("scriptName")),
    ],
    bucket: holder.text("bucket"),
  };
}

/** Whether a route leads to what is in service so, by the values that it was made from or by name. */
function leadsTo(route: Resource, { urns, names, bucket }: Served): boolean {
  const targets = ROUTES[route.type]?.targets ?? [];
  if (isElsewhere(route, bucket)) return false;
  if (targets.some((property) => route.sources.get(property)?.some((urn) => urns.includes(urn)))) return true;
  const called = targets.map((property) => route.text(property));
  const origins = route.list("origins");
  return (
    names.some((name) => typeof name === "string" && called.includes(name)) ||
    (typeof bucket === "string" && origins !== UNKNOWN && origins.some((origin) => beginsWith(origin, `${bucket}.s3`)))
  );
}

/** Whether every origin is the name of a host that is not the bucket's. The offline preview invents names without dots. */
function isElsewhere(route: Resource, bucket: Maybe<string | undefined>): boolean {
  const origins = route.list("origins");
  if (origins === UNKNOWN || origins.length === 0 || typeof bucket !== "string") return false;
  return origins.every((origin) => beginsWith(origin, "") && !beginsWith(origin, bucket) && hasDots(origin));
}

function hasDots(origin: Maybe<unknown>): boolean {
  return String((origin as { readonly domainName?: unknown }).domainName).includes(".");
}

function beginsWith(origin: Maybe<unknown>, bucket: string): boolean {
  const name = origin === UNKNOWN ? undefined : (origin as { readonly domainName?: unknown } | null)?.domainName;
  return typeof name === "string" && name.startsWith(bucket);
}
