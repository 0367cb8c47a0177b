import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { stackDns, type Zone } from "./zones.js";

export const CLOUDFLARE_SIGNING = "cloudflare:index/zoneDnssec:ZoneDnssec";

/** How a provider spells that a zone is signed; where nothing is said, Route 53 signs, and Cloudflare leaves the zone as it was. */
const SPELLINGS: Readonly<
  Record<string, { readonly zone: string; readonly status: string; readonly off: readonly unknown[] }>
> = {
  [CLOUDFLARE_SIGNING]: { zone: "zoneId", status: "status", off: ["disabled", undefined] },
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": {
    zone: "hostedZoneId",
    status: "signingStatus",
    off: ["NOT_SIGNING"],
  },
};

/** A zone of the stack, and whether the stack has it signed. */
interface ZoneSigning {
  readonly zone: Zone;
  readonly isSigned: Maybe<boolean>;
}

/** Every zone of the stack that answers in public. Use it through `stack.read(zoneSigning)`. */
export function zoneSigning(stack: Stack): readonly ZoneSigning[] {
  const signings = stack.ofTypes(Object.keys(SPELLINGS));
  // A signing whose zone cannot be told may be of any zone.
  const isLost = signings.some((signing) => !hasZone(signing));
  return stack.read(stackDns).zones.map((zone) => {
    const own = signings.filter((signing) => isOf(signing, zone));
    const states = own.map(isOn);
    // Of two that disagree the last one that is deployed stands.
    const isSigned = states.includes(false)
      ? false
      : states.includes(UNKNOWN) || (own.length === 0 && isLost)
        ? UNKNOWN
        : own.length > 0;
    return { zone, isSigned };
  });
}

function isOn(signing: Resource): Maybe<boolean> {
  const spelling = SPELLINGS[signing.type];
  const status = signing.text(spelling?.status ?? "");
  return status === UNKNOWN ? UNKNOWN : spelling?.off.includes(status) === false;
}

function isOf(signing: Resource, { resource }: Zone): boolean {
  const property = SPELLINGS[signing.type]?.zone ?? "";
  if (signing.sources.get(property)?.includes(resource.urn) === true) return true;
  const id = signing.text(property);
  const own = resource.text("zoneId");
  return id !== UNKNOWN && id !== undefined && id === own;
}

function hasZone(signing: Resource): boolean {
  const property = SPELLINGS[signing.type]?.zone ?? "";
  return (signing.sources.get(property)?.length ?? 0) > 0 || signing.text(property) !== UNKNOWN;
}
