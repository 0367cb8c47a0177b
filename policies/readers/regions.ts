import { readArn } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

/** The Region of a resource: its own, or its provider's. */
export function regionOf(stack: Stack, resource: Resource): Maybe<string | undefined> {
  const arn = resource.text("arn");
  const deployed = resource.text("region");
  return (
    stack.given(resource).text("region") ??
    resource.provider?.region ??
    (typeof arn === "string" ? readArn(arn)?.region : undefined) ??
    (deployed === UNKNOWN ? undefined : deployed)
  );
}

/** Whether two resources stand in one Region. Those of one provider that name none do. */
export function areTogether(stack: Stack, one: Resource, other: Resource): Maybe<boolean> {
  const [first, second] = [regionOf(stack, one), regionOf(stack, other)];
  if (typeof first === "string" && typeof second === "string") return first === second;
  const isOfOneProvider = one.provider?.urn === other.provider?.urn;
  return first === undefined && second === undefined && isOfOneProvider ? true : UNKNOWN;
}
