import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";

/** What has been found before the component's own constructor looks. */
let foundBefore: readonly Problem[] = [];

/**
 * Constructs a component whose arguments are known to be wrong, so that its own refusal tells of everything at once. What
 * has been found already stands for what the component says of the same property.
 */
export function refusedWith<T>(problems: readonly Problem[], construct: () => T): T {
  foundBefore = problems;
  try {
    return construct();
  } finally {
    foundBefore = [];
  }
}

/** @throws InputPropertiesError that lists every problem, if there is one */
export function refuse(component: string, own: readonly Problem[]): void {
  const isNew = ({ property }: Problem): boolean => foundBefore.every((found) => found.property !== property);
  const problems = [...foundBefore, ...own.filter(isNew)];
  if (problems.length === 0) return;
  const lines = new Set(problems.map(({ property, reason }) => `  ${property}: ${reason}`));
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
