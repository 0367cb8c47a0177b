import type { Text } from "../deferred.js";
import type { SenderReader } from "./senderReader.js";

/** A DKIM key that a sender signs with: a key record of our own, or a CNAME to the sender's. */
export interface DkimPublication<T> {
  /** A name for this key among the domain's keys that stays when an unknown selector becomes known. */
  readonly label: string;
  /** The selector, for example `google`. */
  readonly selector: Text<T>;
  /** Labels below the domain under which the sender signs (the tag `d`); the domain itself where absent. */
  readonly host?: string;
  readonly type: "TXT" | "CNAME";
  /** The key record's text, or the host of the CNAME. */
  readonly content: Text<T>;
}

/** The domain to which a sender's bounces go (RFC 5321 MAIL FROM), where it is below the domain. */
export interface ReturnPath<T> {
  /** Labels below the domain, for example `bounce`. */
  readonly host: string;
  /** The host of a CNAME, for senders that hold MX and SPF themselves. */
  readonly target?: Text<T>;
  /** The hosts that receive bounces, for senders that want MX and SPF here. */
  readonly exchanges?: readonly string[];
  /** The host to include in SPF at the return path. */
  readonly include?: string;
}

/** A record that a sender wants beside its keys and return paths, for example a verification text. */
export interface SenderRecord<T> {
  /** A name for it among the sender's records. */
  readonly label: string;
  readonly type: "TXT" | "CNAME" | "NS";
  /** Labels below the domain; empty for the domain itself. */
  readonly host: string;
  readonly content: Text<T>;
}

/** A host that guides tell one to include in SPF at the domain, and that does nothing there. */
export interface OmittedInclude {
  /** The host, for example `amazonses.com`. */
  readonly include: string;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** What a key is for: `next` is published and does not sign yet, `current` signs, `previous` verifies mail under way. */
export const KeyState = { Next: "next", Current: "current", Previous: "previous", Revoked: "revoked" } as const;
export type KeyState = (typeof KeyState)[keyof typeof KeyState];

/** What a key of a rotation is for on the day of the plan. */
export interface RotatedKey {
  /** The selector under which it is published. */
  readonly selector: string;
  /** What it is for on that day. */
  readonly state: KeyState;
  /** ISO date: for `current` the last day before it is too old, for `previous` the last day before it is revoked. */
  readonly until?: string;
}

/** All that a sender needs. */
export interface SenderNeeds<T> {
  /** For messages and outputs, for example `Google Workspace`. */
  readonly name: string;
  /** What to include in SPF at the domain's own name: only where bounces go to that name. */
  readonly include?: string;
  /** DNS look-ups that the include costs in the worst case, itself included (RFC 7208 §4.6.4). @default 1 */
  readonly lookups?: number;
  readonly omitted?: OmittedInclude;
  readonly dkim: readonly DkimPublication<T>[];
  /** Labels below the domain under which the sender signs with keys that it publishes itself, in a zone of its own. */
  readonly signsBelow?: string;
  /** Where bounces go; absent where they go to the domain itself or to the sender's own domain. */
  readonly returnPaths?: readonly ReturnPath<T>[];
  readonly records?: readonly SenderRecord<T>[];
  readonly rotation?: readonly RotatedKey[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions?: readonly string[];
}

/** One sender of an input. */
export interface Sender<T> extends SenderNeeds<T> {
  /** Its place in the input, for messages: `senders[1]`. */
  readonly property: string;
}

/** A service of the catalogue. */
export interface SenderEntry {
  /** What the service calls itself. */
  readonly name: string;
  /** Hosts below which its CNAMEs point. A name that points there must not be proxied. */
  readonly hosts: readonly string[];
  /** Turns the input into what the service needs; the reader notes what is missing or wrong. */
  plan<T>(reader: SenderReader<T>): SenderNeeds<T>;
}
