import { buildDkimKey, checkDkimKey, isShortKey, normalizePublicKey, rsaBits } from "../dkim.js";
import { publicKeyOf } from "../dkimPrivateKey.js";
import { selectorFaults } from "../dkimSelector.js";
import { checkDomainName, toFqdn } from "../name.js";
import { quoted } from "../quotation.js";

/** The text as it is published, or why it is refused, as sentences. */
export type Shaped = { readonly text: string } | { readonly fault: string };

/** What a service hands out, and how to tell it from something else. */
export interface Shape {
  /** For the sentence "It is missing. Give …". */
  readonly what: string;
  /** @param domain the domain that the sender sends for */
  readonly read: (text: string, domain: string) => Shaped;
}

/** The longest text that a message repeats: the services' codes are shorter than any private key. */
const MAX_SHOWN = 60;

/**
 * A text of a fixed form.
 *
 * @param what for messages: what it is and where the service shows it
 * @param form matches the whole text
 * @param allowed the form in words, with an example
 */
export function textOf(what: string, form: RegExp, allowed: string): Shape {
  return {
    what,
    read: (text) => {
      const given = text.trim();
      if (form.test(given)) return { text: given };
      return { fault: `${quoted(given, MAX_SHOWN)} is not ${what}. Allowed is ${allowed}.` };
    },
  };
}

/** Labels below the domain. The whole name, as services show it, is taken too. */
export const LABELS: Shape = {
  what: "labels below the domain, for example bounce",
  read: (text, domain) => {
    const name = toFqdn(text, domain) ?? "";
    const faults = nameFaults(name);
    if (faults.length > 0) return { fault: faults.join(" ") };
    return name.endsWith(`.${domain}`)
      ? { text: name.slice(0, -domain.length - 1) }
      : { fault: `It is the domain itself, or no name below ${domain}. Give labels.` };
  },
};

/** What is wrong with a name. A long one that is wrong may be a key by mistake, so it is only counted. */
function nameFaults(name: string): string[] {
  const faults = checkDomainName(name, { underscore: true });
  return faults.map((fault) => fault.replaceAll(quoted(name, name.length), quoted(name)));
}

/**
 * A host of the service.
 *
 * @param what for messages
 * @param suffixes domains of the service below which it lies; any host where there are none
 */
export function hostOf(what: string, suffixes: readonly string[] = []): Shape {
  return {
    what,
    read: (text, domain) => {
      const host = toFqdn(text) ?? "";
      // What has no dot may be a key by mistake, so it is not repeated.
      if (!host.includes(".")) return { fault: `It is no host name, since it has no dot. Give ${what}.` };
      const faults = nameFaults(host);
      if (faults.length > 0) return { fault: faults.join(" ") };
      if (host === domain || host.endsWith(`.${domain}`)) {
        return { fault: `"${host}" is a name of the domain itself, not of the service. Give ${what}.` };
      }
      const belongs =
        suffixes.length === 0 || suffixes.some((suffix) => host.endsWith(`.${suffix}`) || host === suffix);
      return belongs
        ? { text: host }
        : { fault: `"${host}" is not ${what}. Allowed are names below ${suffixes.join(", ")}.` };
    },
  };
}

/** A DKIM selector. */
export const SELECTOR: Shape = {
  what: "the selector, the labels before ._domainkey",
  read: (text) => {
    const selector = text.trim().replace(/\._domainkey\.?$/i, "");
    const faults = selectorFaults(selector);
    return faults.length === 0 ? { text: selector } : { fault: faults.join(" ") };
  },
};

/** Which keys are taken, beside those of the baseline or fewer than those. */
export interface KeyAllowance {
  /** Whether an RSA key of 1024 to 2047 bits is taken. */
  readonly short: boolean;
  /** The longest RSA key with which the service signs, where it has a limit. Such a service knows no Ed25519. */
  readonly longestRsa?: number;
}

/**
 * A DKIM public key in any form; its text is the key record.
 *
 * @param what for messages
 */
export function publicKey(what: string, { short, longestRsa }: KeyAllowance): Shape {
  return {
    what,
    read: (text) => {
      const read = normalizePublicKey(text);
      if (!read.ok) return { fault: read.errors.map(({ message }) => message).join(" ") };
      if (longestRsa !== undefined) {
        const bits = rsaBits(read.value);
        const given = bits === undefined ? "an Ed25519 key" : `an RSA key of ${bits} bits`;
        if (bits === undefined || bits > longestRsa) {
          return { fault: `It is ${given}. The service signs with RSA keys of at most ${longestRsa} bits.` };
        }
      }
      const record = buildDkimKey(read.value);
      const findings = short && isShortKey(read.value) ? [] : checkDkimKey(record, "The key");
      const hint = isShortKey(read.value)
        ? " If the service has no longer one, set allowShortKey, and exempt the record from DK01 in the pack."
        : "";
      return findings.length === 0
        ? { text: record }
        : { fault: findings.map(({ message, fix, reference }) => `${message} ${fix} (${reference})`).join(" ") + hint };
    },
  };
}

/** A DKIM private key in PKCS #8 or PKCS #1; its text is the record of its public key. No message repeats any of it. */
export function privateKey({ longestRsa }: KeyAllowance): Shape {
  return {
    what: "the private key in PKCS #8, as PEM or as the base64 between its lines",
    read: (text, domain) => {
      const read = publicKeyOf(text);
      if (!read.ok) return { fault: read.errors.map(({ message }) => message).join(" ") };
      const allowance = { short: false, ...(longestRsa !== undefined && { longestRsa }) };
      return publicKey("the private key", allowance).read(read.value.p, domain);
    },
  };
}

/**
 * A CNAME target in which the service wrote the customer's domain with hyphens for dots: a target of another domain of
 * the same customer looks the same at a glance, and no signature verifies with it.
 *
 * @param what for messages
 * @param form matches the whole host; its first group is the domain with hyphens
 * @param example what it looks like for `shop.example`
 */
export function dashedTarget(what: string, form: RegExp, example: string): Shape {
  return {
    what,
    read: (text, domain) => {
      const host = hostOf(what).read(text, domain);
      if ("fault" in host) return host;
      const named = form.exec(host.text)?.[1];
      if (named === undefined) {
        return { fault: `"${host.text}" is not ${what}. It looks like ${example} for shop.example.` };
      }
      // The services disagree on hyphens of the domain itself (kept, doubled or dropped), so they do not count.
      const letters = (name: string): string => name.replace(/[-.]/g, "");
      return letters(named) === letters(domain)
        ? host
        : { fault: `"${host.text}" is for the domain that it writes as ${named}, not for ${domain}. Give ${what}.` };
    },
  };
}
