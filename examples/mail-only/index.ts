import { certificates, signed, zone } from "./zone";
import { mail, mailTls } from "./mail";
import { parked } from "./parked";
import { events } from "./events";
import { configurationSet, sender } from "./sending";

// For the registrar: the name servers first; the DS record once they answer.
export const nameServers = zone.nameServers;
export const ds = signed.ds;

/** What the program that sends needs: its role, and the configuration set that it must name. */
export const senderRole = sender.arn;
export const configurationSetName = configurationSet.configurationSetName;
/** The queue that tells the program of bounces and complaints. */
export const eventsQueue = events.url;

/** Weaker choices that were made, and what no record can promise. */
export const exceptions = {
  mail: mail.exceptions,
  mailTls: mailTls.exceptions,
  certificates: certificates.exceptions,
  parked: parked?.exceptions ?? [],
};
