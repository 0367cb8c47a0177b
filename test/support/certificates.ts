import { generateKeyPairSync } from "node:crypto";
import { md, pki } from "node-forge";

const DAY = 86_400_000;

/** A certificate and its private key, in PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate says beside its key. */
export interface CertificateContent {
  /** Hosts in its subject alternative names. */
  readonly names: readonly string[];
  /** The common name. @default "server" */
  readonly commonName?: string;
  /** Days from today to its end; negative for one that has expired. @default 30 */
  readonly days?: number;
}

/** An authority that lives as long as the test. */
export interface Authority {
  /** Its certificate in PEM. */
  readonly pem: string;
  issue(content: CertificateContent): ServerCertificate;
}

/** Makes a certificate authority of its own. */
export function makeAuthority(): Authority {
  const keys = makeKeys();
  const subject = [{ name: "commonName", value: "Test authority" }];
  const root = makeCertificate(keys, 30);
  root.setSubject(subject);
  root.setIssuer(subject);
  root.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
  ]);
  root.sign(keys.privateKey, md.sha256.create());
  return {
    pem: pki.certificateToPem(root),
    issue: ({ names, commonName = "server", days = 30 }) => {
      const own = makeKeys();
      const certificate = makeCertificate(own, days);
      certificate.setSubject([{ name: "commonName", value: commonName }]);
      certificate.setIssuer(subject);
      // RFC 5280 §4.2.1.6: the type 2 is a dNSName.
      const altNames = names.map((value) => ({ type: 2, value }));
      certificate.setExtensions([
        { name: "basicConstraints", cA: false },
        ...(altNames.length > 0 ? [{ name: "subjectAltName", altNames }] : []),
      ]);
      certificate.sign(keys.privateKey, md.sha256.create());
      return { cert: pki.certificateToPem(certificate), key: own.pem };
    },
  };
}

let serial = 0;

function makeCertificate({ publicKey }: Keys, days: number): pki.Certificate {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = (++serial).toString(16).padStart(2, "0");
  certificate.validity.notBefore = new Date(Date.now() - 400 * DAY);
  certificate.validity.notAfter = new Date(Date.now() + days * DAY);
  return certificate;
}

interface Keys extends pki.rsa.KeyPair {
  readonly pem: string;
}

/** Node makes keys a hundred times faster than the library. */
function makeKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicKey: pki.publicKeyFromPem(publicKey), privateKey: pki.privateKeyFromPem(privateKey), pem: privateKey };
}
