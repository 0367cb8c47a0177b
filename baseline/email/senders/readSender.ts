import type { Problem } from "../emailDomainCheck.js";
import { CATALOGUE, type SenderKey } from "./catalogue.js";
import type { Sender, SenderEntry } from "./sender.js";
import { type Given, SenderReader, type SenderContext } from "./senderReader.js";

/** A sender, where its input holds, and what is wrong with it. */
export interface ReadSender<T> {
  readonly sender?: Sender<T>;
  readonly problems: readonly Problem[];
}

/**
 * Reads one sender of the input: an object with one property, whose name is that of a service in the catalogue.
 *
 * @param given the object; values that are known later stand in it as `Later`
 * @param property its path, for example `senders[1]`
 */
export function readSender<T>(given: Given, property: string, context: SenderContext): ReadSender<T> {
  const [name, ...others] = Object.keys(given).filter((key) => given[key] !== undefined && given[key] !== null);
  const refused = (reason: string): ReadSender<T> => ({ problems: [{ property, reason }] });
  const allowed = Object.keys(CATALOGUE).join(", ");
  if (name === undefined) return refused(`It names no service. Allowed are ${allowed}.`);
  if (others.length > 0) {
    return refused(`It names several services, ${[name, ...others].join(" and ")}. Give each one an entry of its own.`);
  }
  if (!isSenderKey(name)) return refused(`"${name}" is no sender of the catalogue. Allowed are ${allowed}.`);
  const input = given[name];
  if (typeof input !== "object") return refused(`${name} is no object with properties.`);
  const problems: Problem[] = [];
  const reader = new SenderReader<T>(input as Given, `${property}.${name}`, context, problems);
  const entry: SenderEntry = CATALOGUE[name];
  const sender = { ...entry.plan(reader), property };
  reader.finish();
  return problems.length === 0 ? { sender, problems } : { problems };
}

function isSenderKey(name: string): name is SenderKey {
  return Object.hasOwn(CATALOGUE, name);
}
