import * as pulumi from "@pulumi/pulumi";

const problems: string[] = [];

/** A value of the stack's configuration; a key without a colon belongs to the project. */
function value(key: string, shape: RegExp, what: string): string {
  const [name = "", namespace] = key.split(":").reverse();
  const given = new pulumi.Config(namespace).get(name) ?? "";
  if (!shape.test(given)) problems.push(`${key} is ${given === "" ? "missing" : `"${given}"`}. Needed: ${what}.`);
  return given;
}

const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const domain = value("domain", HOST, "the domain that mail is from, for example fernwood.example");
export const accountId = value("awsAccountId", /^\d{12}$/, "the number of the AWS account, 12 digits");
export const region = value("aws:region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a Region, for example eu-west-1");
export const mailHost = value("mailHost", HOST, "the host that receives the domain's mail");
export const alertTo = value("alertTo", /^[^@\s]+@[^@\s]+$/, "a mailbox");
export const parkedDomains = (new pulumi.Config().get("parkedDomains") ?? "")
  .split(",")
  .map((name) => name.trim())
  .filter((name) => name !== "");

if (problems.length > 0) {
  const stack = pulumi.getStack();
  throw new pulumi.RunError(
    `The configuration of the stack ${stack} is not complete. Write into Pulumi.${stack}.yaml, or with "pulumi config set KEY VALUE":\n  ` +
      problems.join("\n  "),
  );
}
