import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { Failure } from "../preview/failure.js";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a file in PEM.
 *
 * @param file the flag `--ca`
 * @returns none without a file
 * @throws Failure where the file cannot be read, or holds no certificate
 */
export function readAuthorities(file: string | undefined): string[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--ca ${file} cannot be read: ${(error as Error).message}`);
  }
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    // What stands there instead may be a key, so it is not repeated.
    throw new Failure(
      `--ca ${file} holds no certificate; certificates in PEM are needed: -----BEGIN CERTIFICATE-----.`,
    );
  }
  return certificates;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
