import { checkServerIdentity, type PeerCertificate } from "node:tls";

/** A certificate may name thousands of hosts; a message shows the first. */
const MAX_NAMES = 5;

const FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "shows a certificate that has expired",
  CERT_NOT_YET_VALID: "shows a certificate that is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a certificate that it signed itself",
  SELF_SIGNED_CERT_IN_CHAIN: "shows a certificate of an authority that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "shows a certificate of an authority that is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "shows a certificate of an authority that is not trusted, or without the intermediate certificate that leads to one",
  CERT_SIGNATURE_FAILURE: "shows a certificate that its authority did not sign",
  ECONNRESET: "breaks the connection off",
};

/** A certificate that does not name the host it stands for. */
class WrongName extends Error {}

/**
 * Whether a certificate is for a host, by its subject alternative names alone: RFC 8461 §3.3 asks for a DNS-ID, where
 * Node takes the common name of a certificate without any.
 *
 * @returns the error, or nothing where it is
 */
export function checkServerName(host: string, certificate: PeerCertificate): Error | undefined {
  const names = (certificate.subjectaltname ?? "").split(", ").filter((name) => name.startsWith("DNS:"));
  if (names.length > 0 && checkServerIdentity(host, certificate) === undefined) return undefined;
  const shown = names.slice(0, MAX_NAMES).map((name) => name.slice("DNS:".length));
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return new WrongName(
    names.length === 0
      ? "shows a certificate that has no host in its subject alternative names"
      : `shows a certificate for ${shown.join(", ")}${more}, and not for itself`,
  );
}

/**
 * Why there is no answer over TLS, as the end of a sentence about the host.
 *
 * @param error what Node gave
 */
export function tlsFault(error: Error): string {
  if (error instanceof WrongName) return error.message;
  const { code = error.name } = error as NodeJS.ErrnoException;
  if (FAULTS[code] !== undefined) return FAULTS[code];
  return code.startsWith("HPE_") ? `gives an answer that is no HTTP (${code})` : `fails at TLS (${code})`;
}
