import { isSecretName, secretShape } from "../../baseline/encryption/plainSecret.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

export const parameterType: Rule = {
  id: "ENC09",
  name: "encryption-parameter",
  title: "A parameter that holds a secret is a SecureString.",
  why: "A String is plain text for everybody who may read parameters, and its history keeps every older value.",
  fix: "Set the type to SecureString, with a keyId of your own.",
  severity: "high",
  references: [{ standard: "PCI DSS 4.0.1", section: "8.6.2", strength: "partial" }],
  types: ["aws:ssm/parameter:Parameter"],
  checkResource(resource, verdict) {
    const type = resource.text("type");
    if (type === "SecureString") return;
    const path = resource.text("name") ?? resource.name;
    const name = path === UNKNOWN ? resource.name : path;
    const value = resource.text("value") ?? resource.text("insecureValue");
    // The last part of the path names the value: /shop/db/password
    const isNamed = isSecretName(name.split("/").at(-1) ?? name);
    const shape = typeof value === "string" ? secretShape(value) : undefined;
    if (!isNamed && shape === undefined) {
      if (value === UNKNOWN && path === UNKNOWN) verdict.undetermined(`What ${resource.name} holds is not known yet.`);
      return;
    }
    if (type === UNKNOWN) verdict.undetermined(`Of which type parameter ${resource.name} is, is not known yet.`);
    else
      verdict.violation(
        `Parameter ${resource.name} holds ${shape ?? "a secret by its name"} and is a ${type ?? "String"}.`,
      );
  },
};
