/** RFC 7208 §4.6.4: at most this many terms that query DNS, across all records of one evaluation. */
export const LOOKUP_LIMIT = 10;
/** RFC 7208 §4.6.4: an `mx` that meets more hosts than this is a permanent error. */
export const MX_HOST_LIMIT = 10;
/** RFC 7208 §4.6.4: terms whose query may find nothing. */
export const VOID_LIMIT = 2;
/** RFC 7208 §4.6.4: at most this many names of a client's reverse DNS are looked at, and the others ignored. */
export const PTR_NAME_LIMIT = 10;
/** The shortest prefixes of a range that one party plausibly sends from, in bits (SPF19). */
export const SHORTEST_PREFIX = { ip4: 16, ip6: 32 } as const;
/** RFC 7208 §3.4: above this a DNS answer with the record may exceed 512 octets (SPF11). */
export const MAX_OCTETS = 450;
