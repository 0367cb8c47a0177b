import { ADDRESS_BITS, networkOf, parseAddress, type AddressFamily, type AddressRange } from "../email/spf/network.js";
import { readArn } from "./arn.js";
import { matches } from "./match.js";
import { OPERATORS } from "./operators.js";

const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?$/;
/** The forms of W3C's note on ISO 8601 that AWS takes: a year, a month, a day, a time with its zone. */
const DATE = /^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$/;
const EPOCH = /^[0-9]{5,17}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BOOLEAN = /^(true|false)$/i;

/** An address range with its family. */
export interface IpRange extends AddressRange {
  readonly family: AddressFamily;
}

/**
 * What is wrong with a value that an operator compares with, as a part of a sentence. `undefined` where it can match.
 *
 * Source: AWS IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function valueFault(operator: string, value: string): string | undefined {
  const type = OPERATORS.get(operator)?.type;
  const takesVariable = type === "String" || type === "Arn" || type === "Bool";
  if (!takesVariable && value.includes("${")) return `${operator} takes no policy variable`;
  switch (type) {
    case "Numeric":
      return NUMBER.test(value) ? undefined : `${operator} compares with a number`;
    case "Date":
      if (toTime(value) !== undefined) return undefined;
      return `${operator} compares with a date such as 2026-01-31T12:00:00Z or with seconds since 1970`;
    case "Null":
      return BOOLEAN.test(value) ? undefined : `${operator} takes true, where the key must be absent, or false`;
    case "Bool":
      return BOOLEAN.test(value) || value.includes("${") ? undefined : `${operator} compares with true or false`;
    case "Binary":
      return BASE64.test(value) ? undefined : `${operator} compares with base64`;
    case "IpAddress":
      return toRange(value) ? undefined : `${operator} compares with an address or a network such as 203.0.113.0/24`;
    case "String":
    case "Arn":
    case undefined:
      return undefined;
  }
}

/**
 * Whether a value of the request is what a value of the policy stands for. Of a negated operator this is what must not
 * be so.
 *
 * @param operator in AWS's spelling
 * @param given from the request; of text operators with the wildcards made literal
 * @param wanted from the policy, its variables filled in
 */
export function valueMatches(operator: string, given: string, wanted: string): boolean {
  switch (operator) {
    case "StringEquals":
    case "StringNotEquals":
    case "BinaryEquals":
      return given === wanted;
    case "StringEqualsIgnoreCase":
    case "StringNotEqualsIgnoreCase":
    case "Bool":
      return given.toLowerCase() === wanted.toLowerCase();
    case "StringLike":
    case "StringNotLike":
      return matches(wanted, given);
    case "IpAddress":
    case "NotIpAddress":
      return addressMatches(given, wanted);
    default:
      return operator.startsWith("Arn") ? arnMatches(given, wanted) : numberMatches(operator, given, wanted);
  }
}

/** AWS compares ARNs field by field: a star does not reach over a colon, except within the resource. */
function arnMatches(given: string, wanted: string): boolean {
  const arn = readArn(given);
  const pattern = readArn(wanted);
  if (!arn || !pattern) return false;
  const fields = ["partition", "service", "region", "account", "resource"] as const;
  return fields.every((field) => matches(pattern[field], arn[field]));
}

function addressMatches(given: string, wanted: string): boolean {
  const inner = toRange(given);
  const outer = toRange(wanted);
  return !!inner && inner.family === outer?.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Numbers and dates. */
function numberMatches(operator: string, given: string, wanted: string): boolean {
  const read = operator.startsWith("Date") ? toTime : toNumber;
  const left = read(given);
  const right = read(wanted);
  if (left === undefined || right === undefined) return false;
  switch (operator.replace(/^(Date|Numeric)/, "")) {
    case "LessThan":
      return left < right;
    case "LessThanEquals":
      return left <= right;
    case "GreaterThan":
      return left > right;
    case "GreaterThanEquals":
      return left >= right;
    default:
      return left === right;
  }
}

function toNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** Milliseconds since 1970. Four digits are a year, more are seconds since 1970. */
function toTime(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * 1000;
  if (!DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** An address, or a network in CIDR notation; without a prefix it is one address. */
export function toRange(text: string): IpRange | undefined {
  const [address = "", prefix, ...more] = text.split("/");
  const family = address.includes(":") ? 6 : 4;
  const value = parseAddress(address, family);
  const bits = prefix === undefined ? ADDRESS_BITS[family] : /^[0-9]{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (value === undefined || more.length > 0 || bits < 0 || bits > ADDRESS_BITS[family]) return undefined;
  return { family, ...networkOf(value, bits, family) };
}
