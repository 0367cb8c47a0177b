#!/usr/bin/env node
import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, CommanderError } from "commander";
import { keepCompiled } from "../policies/compileCache.js";
import { FORMAT_NAMES } from "../report/formats.js";

/** Wrong usage, or the program or a pack failed. */
const FAILED = 2;

// Most of a preview is Node compiling the same SDKs: the runners that this process starts share one cache with it.
keepCompiled();

// Seen from dist/cli.
const { version } = JSON.parse(readFileSync(path.join(__dirname, "../../package.json"), "utf8")) as { version: string };

const collect = (value: string, before: string[] = []): string[] => [...before, value];

const formatOption = ["-f, --format <FORMAT>", `${FORMAT_NAMES.join(", ")}; may be repeated`, collect] as const;
const outputOption = [
  "-o, --output <FILE>",
  "write to a file; may be repeated, - is the standard output",
  collect,
] as const;
const OUTPUT_HELP =
  "\nEach --format goes to the --output at its place. Without --format the ending of a file tells its format:" +
  "\n-o - -o report.sarif -o report.md prints text, and writes two files. sarif-github leaves out what is exempted" +
  "\nor not judged, for which GitHub's code scanning would open alerts.";

const program = new Command("storefront-baseline")
  .description("Judges a shop's Pulumi program by the storefront baseline.")
  .version(version)
  .exitOverride();

program
  .command("preview")
  .description(
    "Run the program in DIR and policy packs offline, and print what `pulumi preview` would say of policies.",
  )
  .argument("[DIR]", "folder of Pulumi.yaml", ".")
  .option("--policy-pack <DIR>", "a policy pack; may be repeated (default: this package's own)", collect)
  .option("--policy-pack-config <FILE>", "the pack's configuration; one for each pack", collect)
  .option("-c, --config <KEY=VALUE>", "configuration of the stack; may be repeated", collect)
  .option("-s, --stack <NAME>", "the stack, whose Pulumi.NAME.yaml is read", "dev")
  .option("--as-engine", "leave outputs unknown, as the engine's own preview does")
  .option(...formatOption)
  .option(...outputOption)
  .addHelpText("after", OUTPUT_HELP)
  .addHelpText("after", "\nExit status: 0 no mandatory violation, 1 mandatory violations, 2 wrong usage or a failure.")
  .action(async (folder: string, flags: import("./preview.js").PreviewFlags) => {
    const { previewCommand } = await import("./preview.js");
    process.exitCode = await previewCommand(folder, flags);
  });

program
  .command("report")
  .description("Report what `pulumi preview` or `pulumi up` said of policies, from the event log that they wrote.")
  .argument("[DIR]", "folder of Pulumi.yaml, for the places that reports name", ".")
  .requiredOption("--event-log <FILE>", "what the CLI wrote with its flag of this name")
  .option(...formatOption)
  .option(...outputOption)
  .option("--fail", "exit with 1 where the log has mandatory violations, as preview does")
  .addHelpText("after", OUTPUT_HELP)
  .addHelpText(
    "after",
    "\nThe Pulumi CLI has --event-log where PULUMI_DEBUG_COMMANDS=true is set." +
      "\nExit status: 0 reported; with --fail 1 mandatory violations, 2 a log that ends early;" +
      "\n2 wrong usage, no event log, or no policy pack ran.",
  )
  .action(async (folder: string, flags: import("./report.js").ReportFlags) => {
    const { reportCommand } = await import("./report.js");
    process.exitCode = await reportCommand(folder, flags, process);
  });

program
  .command("new")
  .description("Lay a starter template out as `pulumi new` does, without the Pulumi CLI; without TEMPLATE, list them.")
  .argument("[TEMPLATE]", "the template")
  .argument("[DIR]", "a new or empty folder", ".")
  .option("-n, --name <NAME>", "the project's name (default: the folder's)")
  .option("-d, --description <TEXT>", "the project's description (default: the template's)")
  .option("-c, --config <KEY=VALUE>", "configuration of the stack; may be repeated", collect)
  .option("-s, --stack <NAME>", "the stack, whose Pulumi.NAME.yaml is written", "dev")
  .option("-y, --yes", "ask nothing, and take the defaults")
  .addHelpText("after", "\nExit status: 0 done, 2 wrong usage or a failure.")
  .action(async (template: string | undefined, folder: string, flags: import("./new.js").NewFlags) => {
    const { newCommand } = await import("./new.js");
    process.exitCode = await newCommand(template, folder, flags, {
      ...{ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
      templates: path.join(__dirname, "../../examples"),
    });
  });

const dnsServers = ["--server <ADDRESS>", "a DNS server; may be repeated (default: the system's)"] as const;

const spf = program.command("spf").description("Keep the SPF records of other parties.");

spf
  .command("lock")
  .description("Bring spf.lock.json up to what stands in DNS, show the difference, and refuse what widens it.")
  .argument("[DOMAIN...]", "domains of yours, or hosts that their SPF records include; added to those of the file")
  .option("--file <FILE>", "the lock", "spf.lock.json")
  .option("--check", "only compare, and write nothing")
  .option("--accept-wider", "write also where more parties may send than before")
  .option("--max-new-ip4 <COUNT>", "IPv4 addresses that may be added without asking")
  .option("--max-new-ip6 <COUNT>", "IPv6 networks of /64 that may be added without asking")
  .option(...dnsServers, collect)
  .option("--timeout <MILLISECONDS>", "until the first try of a query is given up")
  .option("--tries <COUNT>", "how often each server is tried")
  .addHelpText(
    "after",
    "\nExit status: 0 up to date, 1 a difference or wider than before, 2 wrong usage or DNS failed.",
  )
  .action(async (domains: string[], flags: import("./spfLock.js").SpfLockFlags) => {
    const { spfLock } = await import("./spfLock.js");
    process.exitCode = await spfLock(domains, flags, process);
  });

program
  .command("audit")
  .description("Judge what receivers see of DOMAIN in live DNS today, by the policy pack's own functions.")
  .argument("<DOMAIN>", "the domain in From")
  .option("--selector <SELECTOR>", "a DKIM selector; may be repeated (default: common ones are tried)", collect)
  .option(...dnsServers, collect)
  .option("--timeout <MILLISECONDS>", "until the first try of a query is given up")
  .option("--tries <COUNT>", "how often each server is tried")
  .option("--ca <FILE>", "certificates in PEM of authorities to trust too, for the MTA-STS policy host")
  .option("-f, --format <FORMAT>", "text or json", "text")
  .addHelpText("after", "\nExit status: 0 nothing mandatory is broken, 1 something is, 2 wrong usage or DNS failed.")
  .action(async (domain: string, flags: import("./audit.js").AuditFlags) => {
    const { audit } = await import("./audit.js");
    process.exitCode = await audit(domain, flags, process);
  });

program
  .command("explain")
  .description("Tell what a rule demands and why, with programs that it refuses and accepts; without RULE, list all.")
  .argument("[RULE...]", "ids or policy names")
  .option("--severity <SEVERITY>", "list rules of this severity: critical, high, medium, low", collect)
  .option("--topic <TOPIC>", "list rules of this topic, for example DMARC or IAM", collect)
  .option("--type <TYPE>", "list rules that judge this type of resource, for example aws:s3 or DnsRecord", collect)
  .option("--standard <STANDARD>", 'list rules for this standard, for example "PCI DSS" or "RFC 7208 4.6.4"', collect)
  .option("--level <LEVEL>", "list rules that block (mandatory) or advise (advisory)", collect)
  .option("-f, --format <FORMAT>", "text, markdown or json", "text")
  .addHelpText(
    "after",
    "\nEach filter may be repeated: a rule passes with any of its values.\nExit status: 0, or 2 for wrong usage.",
  )
  .action(async (rules: string[], flags: import("./explain.js").ExplainFlags) => {
    const { explain } = await import("./explain.js");
    process.exitCode = explain(rules, flags, process);
  });

// A process that is told to stop exits, and so stops the runners that it started.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(FAILED));

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : FAILED;
    return;
  }
  const isExpected = error instanceof Error && error.name === "Failure";
  console.error(isExpected ? error.message : error);
  process.exitCode = FAILED;
});
