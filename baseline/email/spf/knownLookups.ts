/**
 * Look-ups of includes in the worst case, the include itself included, where the service has published or long kept the
 * number. Where it has had more records behind it than today, the greater number stands, to err on the safe side.
 * Google: the record and the three that it has included. Microsoft: the record and the one that it has included.
 */
export const KNOWN_LOOKUPS: ReadonlyMap<string, number> = new Map([
  ["_spf.google.com", 4],
  ["_spf.mx.cloudflare.net", 1],
  ["amazonses.com", 1],
  ["mail.zendesk.com", 1],
  ["spf.protection.outlook.com", 2],
]);
