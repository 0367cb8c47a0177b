const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("bench-one-stack-rule", {
  policies: [
    {
      name: "one-stack-rule",
      description: "A stack has no public bucket.",
      enforcementLevel: "mandatory",
      validateStack: ({ resources }, report) => {
        for (const { type, props, urn } of resources) {
          if (type === "aws:s3/bucket:Bucket" && props.acl === "public-read") report("It is public.", urn);
        }
      },
    },
  ],
});
