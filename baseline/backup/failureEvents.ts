/** What an event pattern of EventBridge says of one field. */
type Allowed = readonly unknown[] | undefined;

/**
 * Whether an event pattern of EventBridge takes the events of failed backup jobs: what it does not name, it takes.
 *
 * Source: AWS Backup Developer Guide, "Monitoring AWS Backup events using Amazon EventBridge"; Amazon EventBridge User
 * Guide, "Creating event patterns".
 */
export function tellsOfFailedBackups(pattern: string): boolean {
  const read = parse(pattern);
  if (read === undefined) return false;
  const takes = (allowed: Allowed, value: string): boolean =>
    allowed === undefined || allowed.some((one) => one === value || isPrefixOf(one, value));
  const detail = (read["detail"] ?? {}) as Readonly<Record<string, Allowed>>;
  return (
    Array.isArray(read["source"]) &&
    takes(read["source"], "aws.backup") &&
    takes(read["detail-type"] as Allowed, "Backup Job State Change") &&
    takes(detail["state"], "FAILED")
  );
}

function isPrefixOf(filter: unknown, value: string): boolean {
  const prefix = typeof filter === "object" && filter !== null ? (filter as { prefix?: unknown }).prefix : undefined;
  return typeof prefix === "string" && value.startsWith(prefix);
}

function parse(pattern: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(pattern);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
