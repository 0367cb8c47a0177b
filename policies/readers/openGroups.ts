import { or } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { blocksOf } from "./blocks.js";
import { linkOf } from "./links.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULES: readonly string[] = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
];
export const SECURITY_GROUP_TYPES: readonly string[] = [GROUP, ...RULES];

/** All of IPv4, and of IPv6. */
const EVERYWHERE: readonly unknown[] = ["0.0.0.0/0", "::/0"];
const CIDRS = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"];

/** Security groups that let in every address: resources of the stack, or ids. `UNKNOWN` where addresses are. */
type OpenGroups = ReadonlyMap<Resource | string, Maybe<boolean>>;

/** The groups of the stack, and those that it adds to, by whom they let in. Use it through `stack.read(openGroups)`. */
export function openGroups(stack: Stack): OpenGroups {
  const open = new Map<Resource | string, Maybe<boolean>>();
  const note = (group: Resource | string, isOpen: Maybe<boolean>): unknown =>
    open.set(group, or(open.get(group) ?? false, isOpen));
  for (const group of stack.ofTypes([GROUP])) {
    const rules = blocksOf(stack.given(group).whole("ingress"));
    note(group, rules === UNKNOWN ? UNKNOWN : or(...rules.map((rule) => (rule === UNKNOWN ? UNKNOWN : isWide(rule)))));
  }
  for (const rule of stack.ofTypes(RULES)) {
    const given = stack.given(rule);
    if (given.text("type") === "egress") continue;
    const id = given.text("securityGroupId");
    const group = linkOf(stack, given, "securityGroupId", [GROUP]).resource ?? id;
    if (group === undefined || group === UNKNOWN) continue;
    note(group, isWide(Object.fromEntries(CIDRS.map((name) => [name, given.whole(name)]))));
  }
  return open;
}

/** Whether one of the groups that a resource names lets in every address. */
export function isOpenBy(stack: Stack, resource: Resource, property: string): Maybe<boolean> {
  const groups = stack.read(openGroups);
  const given = stack.given(resource).list(property);
  const ids = given === UNKNOWN ? [] : given.filter((id): id is string => typeof id === "string");
  const named = stack.ofTypes([GROUP]).filter((group) => ids.includes(String(group.raw["id"])));
  const all = [...ids, ...named, ...stack.sourcesOf(resource, property, [GROUP])];
  return or(...all.map((group) => groups.get(group) ?? false));
}

function isWide(rule: Readonly<Record<string, unknown>>): Maybe<boolean> {
  const cidrs = CIDRS.flatMap((name) => [rule[name]].flat());
  return cidrs.some((cidr) => EVERYWHERE.includes(cidr)) ? true : cidrs.includes(UNKNOWN) ? UNKNOWN : false;
}
