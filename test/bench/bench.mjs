// What the pack costs, as ratios within one run: machines differ, and the noise of one machine is in both terms.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";

const require = createRequire(import.meta.url);
const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const messages = require("@pulumi/pulumi/proto/analyzer_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
const root = fileURLToPath(new URL("../..", import.meta.url));
const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
const pack = (name) => (name === "ours" ? path.join(root, "policies") : path.join(root, "test/bench/packs", name));
const ROUNDS = Number(process.argv[2] ?? 7);

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Starts a pack; gives a client, the start's duration and the way to stop it. */
async function start(name) {
  const begun = performance.now();
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", pack(name)], {
    cwd: pack(name),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(data.toString().trim()));
    child.once("exit", (code) => reject(new Error(`pack ${name} exited with ${code}`)));
  });
  const milliseconds = performance.now() - begun;
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const call = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  await call("getAnalyzerInfo", new Empty());
  return {
    milliseconds,
    call,
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

/** A realistic mix: one record in five serves mail, the rest is the usual shop. */
function resource(index, Message) {
  const request = new Message();
  const kinds = [
    ["aws:s3/bucket:Bucket", { bucket: `b${index}`, tags: { owner: "shop", stage: "prod" } }],
    [
      "aws:lambda/function:Function",
      {
        runtime: "nodejs22.x",
        role: "arn:aws:iam::123456789012:role/r",
        environment: { variables: { A: "1", B: "2" } },
      },
    ],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: "z", name: `h${index}.shop.example`, type: "A", content: "192.0.2.1", ttl: 300, proxied: true },
    ],
    ["aws:iam/role:Role", { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}', name: `r${index}` }],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      {
        zoneId: "z",
        name: `m${index}.shop.example`,
        type: "TXT",
        content: '"v=spf1 include:_spf.google.com ip4:192.0.2.0/24 ~all"',
        ttl: 300,
      },
    ],
  ];
  const [type, inputs] = kinds[index % kinds.length];
  request.setType(type);
  request.setName(`n${index}`);
  request.setUrn(`urn:pulumi:dev::bench::${type}::n${index}`);
  request.setProperties(Struct.fromJavaScript(inputs));
  request.setOptions(new messages.AnalyzerResourceOptions());
  return request;
}

async function timeResources(pack, count) {
  const requests = Array.from({ length: count }, (_, index) => resource(index, messages.AnalyzeRequest));
  const begun = performance.now();
  for (const request of requests) await pack.call("analyze", request);
  return performance.now() - begun;
}

async function timeStack(pack, count) {
  const request = new messages.AnalyzeStackRequest();
  for (let index = 0; index < count; index++) request.addResources(resource(index, messages.AnalyzerResource));
  const begun = performance.now();
  await pack.call("analyzeStack", request);
  return performance.now() - begun;
}

/** Alternates two measurements, so that a drift of the machine is in both, and gives the median of the ratios. */
async function compare(title, goal, ours, theirs, rounds = ROUNDS) {
  await ours();
  await theirs();
  const ratios = [];
  const [mine, other] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [await ours(), await theirs()];
    ratios.push(a / b);
    mine.push(a);
    other.push(b);
  }
  const ratio = median(ratios);
  const verdict = ratio <= goal ? "met" : "missed";
  console.log(
    `${title.padEnd(58)} ${ratio.toFixed(2).padStart(6)}   goal ${goal.toFixed(2)} ${verdict.padEnd(6)}  (${median(mine).toFixed(0)} ms : ${median(other).toFixed(0)} ms)`,
  );
}

const startOf = (name) => async () => {
  const pack = await start(name);
  pack.stop();
  return pack.milliseconds;
};

function run(command, args) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} exited with ${status}: ${stderr}`);
  return performance.now() - begun;
}

console.log("Ratios within this run, medians\n");
await compare("pack start : empty compiled pack", 1.1, startOf("ours"), startOf("empty"));

const packs = { ours: await start("ours"), oneRule: await start("oneRule"), oneStackRule: await start("oneStackRule") };
try {
  await compare(
    "one resource : one-rule pack",
    1.5,
    () => timeResources(packs.ours, 500),
    () => timeResources(packs.oneRule, 500),
  );
  await compare(
    "stack of 1,000 : pack with one stack policy",
    2,
    () => timeStack(packs.ours, 1000),
    () => timeStack(packs.oneStackRule, 1000),
  );
  await compare(
    "stack of 10,000 : stack of 1,000",
    11,
    () => timeStack(packs.ours, 10_000),
    () => timeStack(packs.ours, 1000),
    3,
  );
} finally {
  for (const pack of Object.values(packs)) pack.stop();
}

const { pulumiOnPath, PULUMI_MISSING, withEngine } = await import("../support/engine/pulumi.ts");
const title = "offline preview : pulumi preview, on the demo shop";
if (pulumiOnPath()) {
  await withEngine(async (engine) => {
    const offline = () => run(process.execPath, ["dist/cli/main.js", "preview", ".", "--output", "/dev/null"]);
    const { stack } = await engine.preview({ program: root, packs: [pack("ours")] });
    const real = async () => (await engine.preview({ program: root, packs: [pack("ours")], stack })).seconds * 1000;
    await compare(title, 0.5, offline, real, 3);
  });
} else {
  console.log(`${title}: ${PULUMI_MISSING}`);
}
