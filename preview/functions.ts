import type { Properties } from "./result.js";

/** Provider functions whose results say nothing of an account, as far as programs use them. */
const RESULTS: Readonly<Record<string, Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:user/preview",
    id: "123456789012",
    userId: "AIDAPREVIEW",
  },
  "aws:index/getPartition:getPartition": { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" },
};

const REGION_FUNCTION = "aws:index/getRegion:getRegion";
const DEFAULT_REGION = "us-east-1";

/**
 * The result of a provider function, for those that can be told without a provider.
 *
 * @param config the stack's configuration, which may set the Region
 * @returns `undefined` where only the provider knows
 */
export function functionResult(token: string, config: Readonly<Record<string, string>>): Properties | undefined {
  if (token !== REGION_FUNCTION) return RESULTS[token];
  const region = config["aws:region"] ?? DEFAULT_REGION;
  return { id: region, name: region, region, description: region };
}
