import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { dashedTarget, hostOf, textOf } from "./shapes.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * Brevo: bounces go to its own domain unless a branded return path is set up.
 *
 * Source: Brevo Help Center, "Authenticate your domain with Brevo"; Domain Connect template
 * brevo.com.domain-authentication, version 6. That template can also set the domain's MX, which is left alone here.
 */
export const brevo: SenderEntry = {
  name: "Brevo",
  hosts: ["dkim.brevo.com", "r.brand.brevosend.com"],
  plan: (reader) => {
    const code = textOf("the Brevo code", /^brevo-code:[0-9a-f]{32}$/, "brevo-code: and 32 hexadecimal digits");
    const isKey = reader.has("dkimKey") || reader.has("dkimRotation");
    const aliases = () => ({
      dkim: [1, 2].map((number) => ({
        label: `brevo-${number}`,
        selector: `brevo${number}`,
        type: "CNAME" as const,
        content: reader.later(
          `dkim${number}Target`,
          dashedTarget(
            `the target of brevo${number} that Brevo shows`,
            new RegExp(`^b${number}\\.([a-z0-9-]+)\\.dkim\\.brevo\\.com$`),
            `b${number}.shop-example.dkim.brevo.com`,
          ),
        ),
      })),
    });
    if (isKey && (reader.has("dkim1Target") || reader.has("dkim2Target"))) {
      reader.refuse("dkimKey", "It is given beside CNAME targets. Give what Brevo shows, not both.");
    }
    const path = reader.part("returnPath");
    const target = hostOf("the target that Brevo shows", ["brevosend.com"]);
    return {
      name: brevo.name,
      omitted: omit("spf.brevo.com"),
      ...(isKey ? readSigningKeys(reader, "the DKIM record that Brevo shows", { selector: "mail" }) : aliases()),
      ...(path && { returnPaths: [{ host: path.host("host"), target: path.later("target", target) }] }),
      records: [{ label: "verification", type: "TXT", host: "", content: reader.text("code", code) }],
    };
  },
};
