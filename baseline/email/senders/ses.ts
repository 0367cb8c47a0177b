import { mapText } from "../deferred.js";
import { omit } from "../spf/serviceIncludes.js";
import { returnPathAtSes, AWS_REGION } from "./sesReturnPath.js";
import type { SenderEntry } from "./sender.js";
import { hostOf, SELECTOR } from "./shapes.js";
import { readSigningKeys } from "./signingKeys.js";

/** Amazon SES makes three keys for each identity with Easy DKIM. */
const TOKENS = 3;

/** Bits of the longest key that BYODKIM takes, which is an RSA key. */
const LONGEST_RSA = 2048;

/**
 * Regions whose DKIM keys do not stand below `dkim.amazonses.com`, but below a name of their own.
 * Source: AWS General Reference, "Amazon SES endpoints and quotas", DKIM domains.
 */
const REGIONS_WITH_OWN_HOST: readonly string[] = [
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
];

/**
 * Amazon SES, with Easy DKIM or with a key of one's own (BYODKIM), and a MAIL FROM domain of its own, so that no include
 * is needed at the domain's name.
 *
 * Source: Amazon SES Developer Guide, "Easy DKIM", "Provide your own DKIM authentication token (BYODKIM)" and "Using a
 * custom MAIL FROM domain".
 */
export const ses: SenderEntry = {
  name: "Amazon SES",
  hosts: ["amazonses.com"],
  plan: (reader) => {
    const region = reader.text("region", AWS_REGION);
    const keys = ["dkimTokens", "dkimKey", "dkimRotation"].filter((name) => reader.has(name));
    if (keys.length > 1) reader.refuse(keys[1], `It is given beside ${keys[0]}. An identity signs in one way.`);
    const ownHost = REGIONS_WITH_OWN_HOST.includes(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
    const host = reader.text("dkimHost", hostOf("the DKIM domain of the region", ["amazonses.com"]), ownHost);
    const easyDkim = () => {
      const token = { ...SELECTOR, what: "dkimSigningAttributes.tokens of the SES identity" };
      const tokens = reader.laterList("dkimTokens", token, TOKENS, `SES makes ${TOKENS} for each identity.`);
      return {
        dkim: tokens.map((selector, index) => ({
          label: `ses-${index + 1}`,
          selector,
          type: "CNAME" as const,
          content: mapText(selector, (text) => `${text}.${host}`),
        })),
      };
    };
    const isOwnKey = keys.includes("dkimKey") || keys.includes("dkimRotation");
    return {
      name: ses.name,
      omitted: omit("amazonses.com"),
      ...(isOwnKey
        ? readSigningKeys(reader, "the public key of the identity's own key pair", { longestRsa: LONGEST_RSA })
        : easyDkim()),
      returnPaths: [returnPathAtSes(reader.host("mailFrom", "bounce"), region)],
    };
  },
};
