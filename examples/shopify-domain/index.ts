import { mail, mailTls } from "./mail";
import { parked } from "./parked";
import { certificates, signed, zone } from "./zone";

// For the registrar: the name servers first; the DS record once they answer.
export const nameServers = zone.nameServers;
export const ds = signed.ds;

/** For each sender, whether its mail passes DMARC, and by what. */
export const alignment = mail.alignment;

/** Weaker choices that were made, and what no record can promise. */
export const exceptions = {
  mail: mail.exceptions,
  mailTls: mailTls.exceptions,
  certificates: certificates.exceptions,
  parked: parked?.exceptions ?? [],
};
