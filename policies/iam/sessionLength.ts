import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

const ROLE = "aws:iam/role:Role";
const PERMISSION_SET = "aws:ssoadmin/permissionSet:PermissionSet";

export const sessionLength: Rule = {
  id: "IAM25",
  name: "iam-session-length",
  title: "A session of a role or a permission set ends within hours.",
  why: "Whoever steals a session's keys works with them until it ends: of a pipeline's or a person's, half a day is long.",
  fix: "Leave maxSessionDuration at 3600 seconds and sessionDuration at PT1H, and let what runs longer take the role on again; or set sessionHours of the pack's settings.",
  severity: "low",
  references: [
    {
      standard: "AWS IAM User Guide",
      section: "Update the maximum session duration for a role",
      strength: "supporting",
    },
    { standard: "PCI DSS 4.0.1", section: "8.2.8", strength: "supporting" },
  ],
  types: [ROLE, PERMISSION_SET],
  checkResource(resource, verdict, { sessionHours }) {
    const hours = hoursOf(resource);
    if (hours === UNKNOWN)
      return verdict.undetermined(`How long a session of ${resource.name} lasts is not known yet.`);
    if (hours <= sessionHours) return;
    verdict.violation(`A session of ${resource.name} lasts up to ${hours} hours. Allowed are ${sessionHours}.`);
  },
};

/** AWS's default is one hour for both. */
function hoursOf(resource: Resource): Maybe<number> {
  const seconds = resource.type === ROLE ? resource.number("maxSessionDuration") : undefined;
  if (seconds === UNKNOWN) return UNKNOWN;
  if (seconds !== undefined) return seconds / 3600;
  const duration = resource.type === ROLE ? undefined : resource.text("sessionDuration");
  if (duration === UNKNOWN) return UNKNOWN;
  // ISO 8601, of which Identity Center takes hours and minutes.
  const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration ?? "PT1H") ?? [];
  return Number(hours) + Number(minutes) / 60;
}
