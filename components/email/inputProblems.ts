import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";

/** @throws InputPropertiesError that lists every problem, if there is one */
export function refuse(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ property, reason }) => `  ${property}: ${reason}`);
  throw new pulumi.InputPropertiesError({
    message: [`${component} is refused, and nothing of it was created:`, ...lines].join("\n"),
    errors: problems.map(({ property, reason }) => ({ propertyPath: property, reason })),
  });
}
