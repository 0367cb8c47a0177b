/** The return path of a mail service: the domain of MAIL FROM, a name below the domain that nothing else uses. */
export interface ReturnPathArgs {
  /** Labels below the domain, for example `pm-bounces`. */
  host: string;
  /** The host of a CNAME, where the service holds MX and SPF itself. */
  target?: string;
  /** Instead of `target`: the host to include in SPF at the return path. */
  include?: string;
  /** With `include`: the host that receives bounces. @default no MX record */
  exchange?: string;
}
