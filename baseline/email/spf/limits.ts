/** RFC 7208 §4.6.4: at most this many terms that query DNS, across all records of one evaluation. */
export const LOOKUP_LIMIT = 10;
/** RFC 7208 §4.6.4: an `mx` that meets more hosts than this is a permanent error. */
export const MX_HOST_LIMIT = 10;
/** RFC 7208 §4.6.4: terms whose query may find nothing. */
export const VOID_LIMIT = 2;
