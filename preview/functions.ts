import { DEFAULT_REGION } from "./arnShapes.js";
import { policyDocument } from "./policyDocument.js";
import type { Properties } from "./result.js";
import { hasUnknown, withoutSecrets } from "./wire.js";

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
const DOCUMENT_FUNCTION = "aws:iam/getPolicyDocument:getPolicyDocument";

/**
 * The result of a provider function, for those that can be told without a provider.
 *
 * @param args as the program gave them
 * @param config the stack's configuration, which may set the Region
 * @returns `undefined` where only the provider knows
 */
export function functionResult(
  token: string,
  args: Properties,
  config: Readonly<Record<string, string>>,
): Properties | undefined {
  // As the engine: a function of what is not known yet is not called.
  if (token === DOCUMENT_FUNCTION) return hasUnknown(args) ? undefined : policyDocument(withoutSecrets(args));
  if (token !== REGION_FUNCTION) return RESULTS[token];
  const region = config["aws:region"] ?? DEFAULT_REGION;
  return { id: region, name: region, region, description: region };
}
