import { breakGlass, deploy, orderService } from "./access";
import { backups, invoices, orders } from "./data";
import { signed, zone } from "./edge";
import { mail, mailTls } from "./mail";

// For the registrar: the name servers first; the DS record once they answer.
export const nameServers = zone.nameServers;
export const ds = signed.ds;

export const orderServiceRole = orderService.arn;
export const ordersTable = orders.tableName;
export const invoicesBucket = invoices.bucketName;
export const breakGlassRole = breakGlass.arn;
/** For the workflow, which takes this role on to preview; empty where there is none. */
export const planRole = deploy?.planRoleArn ?? "";

/** For each sender, whether its mail passes DMARC, and by what. */
export const alignment = mail.alignment;

/** Weaker choices that were made, and what no record can promise. Empty lists are the aim. */
export const exceptions = { mail: mail.exceptions, mailTls: mailTls.exceptions, backups: backups.exceptions };
