import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { textOf } from "./shapes.js";

/**
 * Mandrill (Mailchimp Transactional): bounces go to its own domain unless a return path below the domain is set up.
 *
 * Source: Mailchimp Developer, "Authentication and delivery" (transactional).
 */
export const mandrill: SenderEntry = {
  name: "Mandrill",
  hosts: ["mandrillapp.com"],
  plan: (reader) => {
    const code = textOf("the verification text", /^mandrill_verify\.[\w-]{8,64}$/, "mandrill_verify.AbCdEf123");
    const verification = reader.has("verification") ? reader.text("verification", code) : undefined;
    const returnPath = reader.has("returnPath") ? reader.host("returnPath") : undefined;
    return {
      name: mandrill.name,
      omitted: omit("spf.mandrillapp.com"),
      dkim: [1, 2].map((number) => ({
        label: `mandrill-${number}`,
        selector: `mte${number}`,
        type: "CNAME",
        content: `dkim${number}.mandrillapp.com`,
      })),
      ...(returnPath === undefined ? {} : { returnPaths: [{ host: returnPath, target: "mandrillapp.com" }] }),
      records:
        verification === undefined ? [] : [{ label: "verification", type: "TXT", host: "", content: verification }],
    };
  },
};
