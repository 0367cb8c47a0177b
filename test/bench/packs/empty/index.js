const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("bench-empty", { policies: [] });
