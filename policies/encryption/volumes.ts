import { or } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, at, blocks } from "../readers/blocks.js";

const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** Where each type says whether its disks are encrypted: a property with one disk or several, and a path inside. */
const DISKS: Readonly<Record<string, readonly (readonly [property: string, ...path: string[]])[]>> = {
  "aws:ebs/volume:Volume": [["encrypted"]],
  "aws:ebs/snapshotCopy:SnapshotCopy": [["encrypted"]],
  "aws:ec2/amiCopy:AmiCopy": [["encrypted"]],
  "aws:ec2/instance:Instance": [
    ["rootBlockDevice", "encrypted"],
    ["ebsBlockDevices", "encrypted"],
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": [["blockDeviceMappings", "ebs", "encrypted"]],
  "aws:ec2/launchConfiguration:LaunchConfiguration": [
    ["rootBlockDevice", "encrypted"],
    ["ebsBlockDevices", "encrypted"],
  ],
};

export const volumes: Rule = {
  id: "ENC04",
  name: "encryption-volumes",
  title: "Disks of machines are encrypted, and the account encrypts them by default.",
  why: "A snapshot of a plain disk can be read by whoever it is shared with, and a disk cannot be encrypted afterwards.",
  fix: "Set encrypted: true, and aws.ebs.EncryptionByDefault for what nobody thought of.",
  severity: "high",
  references: [
    { standard: "CIS AWS Foundations 5.0", section: "5.1.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "supporting" },
  ],
  types: [BY_DEFAULT, ...Object.keys(DISKS)],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type === BY_DEFAULT) {
      const isOn = resource.flag("enabled") ?? true;
      if (isOn === UNKNOWN) verdict.undetermined("Whether the account encrypts disks is not known yet.");
      if (isOn === false) verdict.violation(`${resource.name} switches the account's default encryption off.`);
    } else if (disksOf(resource).includes(false)) {
      verdict.violation(`${resource.name} has a disk with encrypted: false.`);
    }
  },
  checkStack(stack, verdict) {
    const byDefault = or(...stack.ofTypes([BY_DEFAULT]).map((one) => stack.given(one).flag("enabled") ?? true));
    for (const resource of stack.ofTypes(Object.keys(DISKS))) {
      const disks = disksOf(stack.given(resource));
      if (byDefault !== true && disks.includes(undefined)) judgeSilent(resource, byDefault, verdict);
      if (disks.includes(UNKNOWN)) {
        verdict.undetermined(`Whether ${resource.name} is encrypted is not known yet.`, { urn: resource.urn });
      }
    }
  },
  // A disk that is encrypted afterwards is another disk, with nothing on it.
  remediate: (resource) =>
    resource.type === BY_DEFAULT && resource.flag("enabled") === false ? { enabled: true } : undefined,
};

/** A disk of which the program says nothing. */
function judgeSilent(resource: Resource, byDefault: Maybe<boolean>, verdict: Verdict): void {
  const at = { urn: resource.urn };
  if (byDefault === UNKNOWN) verdict.undetermined(`Whether ${resource.name} is encrypted is not known yet.`, at);
  else
    verdict.violation(`${resource.name} has a disk that is not encrypted, and the stack sets no default for it.`, at);
}

/** For each disk whether it is encrypted. An instance has a root disk, whether the program speaks of it or not. */
function disksOf(resource: Resource): readonly (Maybe<boolean> | undefined)[] {
  return (DISKS[resource.type] ?? []).flatMap(([property, ...path]) => {
    if (path.length === 0) return [resource.flag(property)];
    const list = blocks(resource, property);
    if (list === UNKNOWN) return [UNKNOWN];
    const disks = list.filter((disk) => disk === UNKNOWN || path.length === 1 || disk[path[0] ?? ""] !== undefined);
    if (disks.length === 0 && property === "rootBlockDevice") return [undefined];
    // A disk made from an encrypted snapshot is encrypted, which AWS decides.
    return disks.map((disk) => asFlag(at(disk, ...path)));
  });
}
