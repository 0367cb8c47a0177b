import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { googleSender, SES_TOKENS, sesSender, type Sender } from "../../baseline/email/senders.js";
import { SenderKind, type DkimArgs, type SenderArgs } from "./senders.js";

type PlannedSender = Sender<pulumi.Output<string>>;

/** The senders as the baseline takes them, and what is missing. */
export function readSenders(args: readonly SenderArgs[]): { senders: PlannedSender[]; problems: Problem[] } {
  const senders: PlannedSender[] = [];
  const problems: Problem[] = [];
  args.forEach((sender, index) => {
    const missing = (property: keyof SenderArgs, what: string): void => {
      problems.push({ property: `senders[${index}].${property}`, reason: `It is missing. Give ${what}.` });
    };
    switch (sender.kind) {
      case SenderKind.Google:
        if (sender.dkimKey === undefined) missing("dkimKey", "the DKIM public key of the Google admin console");
        else senders.push(googleSender(plainOrOutput(sender.dkimKey), sender.selector));
        break;
      case SenderKind.Ses:
        if (sender.dkimTokens === undefined) missing("dkimTokens", "dkimSigningAttributes.tokens of the SES identity");
        if (sender.region === undefined) missing("region", "the AWS region that sends, for example eu-west-1");
        if (sender.dkimTokens === undefined || sender.region === undefined) break;
        if (Array.isArray(sender.dkimTokens) && sender.dkimTokens.length !== SES_TOKENS) {
          const reason = `It has ${sender.dkimTokens.length} tokens. SES makes ${SES_TOKENS} for each identity.`;
          problems.push({ property: `senders[${index}].dkimTokens`, reason });
        }
        senders.push(sesSender(tokensOf(sender.dkimTokens), sender.region, sender.mailFrom ?? "bounce"));
        break;
      case SenderKind.Esp:
        if (sender.name === undefined || sender.name === "") missing("name", "the service's name");
        senders.push(espSender(sender));
        break;
      default: {
        const reason = `"${String(sender.kind)}" is no sender of the catalogue. Allowed are ${Object.values(SenderKind).join(", ")}.`;
        problems.push({ property: `senders[${index}].kind`, reason });
      }
    }
  });
  return { senders, problems };
}

function espSender({ name = "the service", dkim = [], returnPath, include, lookups }: SenderArgs): PlannedSender {
  return {
    name,
    dkim: dkim.map(({ selector, key, target }: DkimArgs) => ({
      label: selector,
      selector,
      ...(key === undefined ? {} : { key: plainOrOutput(key) }),
      ...(target === undefined ? {} : { target: plainOrOutput(target) }),
    })),
    ...(returnPath && { returnPath }),
    ...(include === undefined ? {} : { include }),
    ...(lookups === undefined ? {} : { lookups }),
  };
}

function plainOrOutput(value: pulumi.Input<string>): string | pulumi.Output<string> {
  return typeof value === "string" ? value : pulumi.output(value);
}

/** Three tokens, each known or not: the number of records may not depend on what only the deploy knows. */
function tokensOf(tokens: pulumi.Input<string[]>): (string | pulumi.Output<string>)[] {
  if (Array.isArray(tokens)) return tokens;
  const all = pulumi.output(tokens);
  return Array.from({ length: SES_TOKENS }, (_, index) =>
    all.apply((known) => {
      const token = known[index];
      if (token === undefined) {
        throw new Error(
          `dkimTokens: the SES identity has ${known.length} DKIM tokens, and Easy DKIM makes ${SES_TOKENS}. Is its DKIM signing off, or BYODKIM?`,
        );
      }
      return token;
    }),
  );
}
