/** What an operator compares. */
export type OperatorType = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

/** One condition operator of AWS, without set prefix and `IfExists`. */
export interface Operator {
  /** In AWS's spelling. */
  readonly name: string;
  readonly type: OperatorType;
  /** Whether it holds where no value matches, so that it also holds where the key is absent. */
  readonly isNegated: boolean;
  /** The operator that holds just where this one does not, of a key that the request carries. */
  readonly opposite: string | undefined;
}

/**
 * All condition operators by their names. IAM refuses a name in another case: `Invalid Condition type : stringEquals`.
 *
 * Source: AWS IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  (
    [
      ["StringEquals", "String", "StringNotEquals"],
      ["StringEqualsIgnoreCase", "String", "StringNotEqualsIgnoreCase"],
      ["StringLike", "String", "StringNotLike"],
      ["NumericEquals", "Numeric", "NumericNotEquals"],
      ["NumericLessThan", "Numeric", undefined],
      ["NumericLessThanEquals", "Numeric", undefined],
      ["NumericGreaterThan", "Numeric", undefined],
      ["NumericGreaterThanEquals", "Numeric", undefined],
      ["DateEquals", "Date", "DateNotEquals"],
      ["DateLessThan", "Date", undefined],
      ["DateLessThanEquals", "Date", undefined],
      ["DateGreaterThan", "Date", undefined],
      ["DateGreaterThanEquals", "Date", undefined],
      ["Bool", "Bool", undefined],
      ["BinaryEquals", "Binary", undefined],
      ["IpAddress", "IpAddress", "NotIpAddress"],
      ["ArnEquals", "Arn", "ArnNotEquals"],
      ["ArnLike", "Arn", "ArnNotLike"],
      ["Null", "Null", undefined],
    ] as const
  ).flatMap(([name, type, opposite]): [string, Operator][] => {
    const operator: [string, Operator] = [name, { name, type, isNegated: false, opposite }];
    return opposite === undefined
      ? [operator]
      : [operator, [opposite, { name: opposite, type, isNegated: true, opposite: name }]];
  }),
);

/** How an operator stands in a policy: `ForAnyValue:StringLikeIfExists`. */
export interface WrittenOperator {
  readonly operator: Operator;
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  readonly ifExists: boolean;
}

/**
 * Takes an operator's name apart.
 *
 * @returns a part of a sentence where there is no such operator
 */
export function readOperator(written: string): WrittenOperator | string {
  const colon = written.indexOf(":");
  const prefix = colon === -1 ? undefined : written.slice(0, colon);
  const set = prefix === "ForAnyValue" || prefix === "ForAllValues" ? prefix : undefined;
  if (prefix !== set) return "the prefix of an operator is ForAnyValue or ForAllValues";
  const rest = written.slice(colon + 1);
  const ifExists = rest.endsWith("IfExists");
  const operator = OPERATORS.get(ifExists ? rest.slice(0, -"IfExists".length) : rest);
  if (!operator) return "AWS has no operator of this name";
  if (ifExists && operator.type === "Null")
    return "Null says itself whether the key exists, so IfExists is not allowed";
  return { operator, set, ifExists };
}
