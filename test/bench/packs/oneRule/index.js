const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("bench-one-rule", {
  policies: [
    {
      name: "one-rule",
      description: "A bucket is not public.",
      enforcementLevel: "mandatory",
      validateResource: ({ type, props }, report) => {
        if (type === "aws:s3/bucket:Bucket" && props.acl === "public-read") report("It is public.");
      },
    },
  ],
});
