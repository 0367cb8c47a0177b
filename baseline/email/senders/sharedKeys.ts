import { dkimName } from "../dkimSelector.js";
import { CLOUDFLARE_SELECTOR } from "./cloudflareEmailRouting.js";

/** Selectors at which a service has all its customers publish one key, since it signs with one. */
const SHARED_SELECTORS: readonly string[] = [CLOUDFLARE_SELECTOR];

/**
 * Whether the key at a name is the same for all customers of its service, which they cannot change.
 *
 * @param name the owner name of a key record
 */
export function isSharedSelector(name: string): boolean {
  return SHARED_SELECTORS.includes(dkimName(name)?.selector ?? "");
}
