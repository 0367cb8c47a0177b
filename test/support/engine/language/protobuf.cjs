"use strict";
// Messages nest only within one copy of google-protobuf, and Pulumi's stubs bring a copy of their own.
const { createRequire } = require("node:module");
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));

module.exports = { Empty: fromPulumi("google-protobuf/google/protobuf/empty_pb").Empty };
