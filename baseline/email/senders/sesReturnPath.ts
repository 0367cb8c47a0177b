import type { ReturnPath } from "./sender.js";
import { textOf, type Shape } from "./shapes.js";

/** An AWS region. */
export const AWS_REGION: Shape = textOf(
  "the AWS region that sends",
  /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/,
  "a region such as eu-west-1",
);

/**
 * A MAIL FROM domain at Amazon SES: one MX, no other one beside it, and SPF.
 * Source: Amazon SES Developer Guide, "Using a custom MAIL FROM domain".
 *
 * @param host labels below the domain that nothing else uses
 */
export function returnPathAtSes<T>(host: string, region: string): ReturnPath<T> {
  return { host, exchanges: [`feedback-smtp.${region}.amazonses.com`], include: "amazonses.com" };
}
