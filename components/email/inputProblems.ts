import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";

/** @throws InputPropertiesError that lists every problem, if there is one */
export function refuse(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ property, reason }) => `  ${property}: ${reason}`);
  throw printedPlainly(
    new pulumi.InputPropertiesError({
      message: [`${component} is refused, and nothing of it was created:`, ...lines].join("\n"),
      errors: problems.map(({ property, reason }) => ({ propertyPath: property, reason })),
    }),
  );
}

/**
 * Makes an error print as its stack alone. Pulumi's runner prints an error with all that hangs on it: the same reasons
 * once more, or, where a promise brought it, the whole program, which takes half a minute.
 */
export function printedPlainly(error: Error): Error {
  return Object.defineProperty(error, inspect.custom, { value: () => error.stack });
}
