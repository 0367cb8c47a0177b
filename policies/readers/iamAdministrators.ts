import { demandsFreshMfa } from "../../baseline/iam/administration.js";
import { and } from "../../baseline/iam/ternary.js";
import { matchesGlob } from "../framework/glob.js";
import type { Resource } from "../framework/resource.js";
import type { Settings } from "../framework/settings.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";

const SECONDS_OF_HOUR = 3600;

/** What is asked of an administrator. */
interface Candidate {
  /** Its name at AWS; its name in the program where that is not known. */
  readonly name: string | undefined;
  readonly resource: Resource | undefined;
}

/**
 * Whether somebody may be an administrator: by the settings, or because it is a role for emergencies, which people take
 * on only with a second factor that is fresh, and for a short while, and which has no permissions boundary.
 */
export function mayAdminister({ name, resource }: Candidate, settings: Settings): Maybe<boolean> {
  const names = [name, resource?.name].filter((given) => given !== undefined);
  if (names.some((given) => settings.administrators.some((pattern) => matchesGlob(given, pattern)))) return true;
  const trust = resource ? iamDocuments(resource).find(({ kind }) => kind === "trust") : undefined;
  if (!resource || !trust?.document) return false;
  // A boundary is the ceiling of a job: who has one is no administrator, whatever is attached.
  if (resource.property("permissionsBoundary") !== undefined) return false;
  const seconds = settings.administratorSessionHours * SECONDS_OF_HOUR;
  const isFresh = trust.document === UNKNOWN ? UNKNOWN : demandsFreshMfa(trust.document, seconds);
  return and(isFresh, isShort(resource, seconds));
}

/** AWS takes an hour where a role says nothing. */
function isShort(role: Resource, seconds: number): Maybe<boolean> {
  const duration = role.text("maxSessionDuration");
  return duration === UNKNOWN ? UNKNOWN : Number(duration ?? SECONDS_OF_HOUR) <= seconds;
}
