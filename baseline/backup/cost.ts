/**
 * What a set of backups costs in a month: an estimate from rough prices, for a decision and not for a bill.
 *
 * Prices in US dollars of us-east-1, rounded, as public descriptions of AWS's pricing gave them in 2026: nobody compared
 * them with a bill. Air-gapped vaults are counted at the price of the first copy.
 */
export const PRICES = {
  /** For a GB and month, by type of data store. */
  storage: { DynamoDB: 0.1, RDS: 0.095, S3: 0.05 },
  /** For a GB that goes to another Region. */
  transfer: 0.02,
  /** For a key and month. */
  key: 1,
  /** For a recovery point that is tested, without what the restored resource itself costs while it lives. */
  restoreTest: 1.5,
  /** For an alarm and month. */
  alarm: 0.1,
  /** For a metric and month. */
  metric: 0.3,
} as const;

/** Data stores by the size of their data, and how much of it changes in a day. */
export interface ShopData {
  /** GB. */
  readonly DynamoDB: number;
  /** GB. */
  readonly RDS: number;
  /** GB. */
  readonly S3: number;
  /** Share of the data that changes each day. */
  readonly change: number;
  /** Data stores that restore tests restore. */
  readonly stores: number;
}

/** Ten thousand orders a month: a table of orders, a database of the catalogue, a bucket of pictures. */
export const SMALL_SHOP: ShopData = { DynamoDB: 1, RDS: 10, S3: 20, change: 0.01, stores: 3 };

/** Recovery points of the default plan at any time: 35 daily, and 90 days of weekly ones. */
const RECOVERY_POINTS = 35 + Math.ceil(90 / 7);
/** Days back from which data is still held. */
const OLDEST = 90;
const DAYS = 30;
const WEEKS = 365 / 12 / 7;

/** The parts of the bill, in US dollars a month. */
export interface MonthlyCost {
  readonly storage: number;
  readonly copies: number;
  readonly restoreTests: number;
  readonly rest: number;
  readonly total: number;
}

/** Of the default plan with one copy in another Region and a restore test each week. */
export function monthlyCost(data: ShopData): MonthlyCost {
  const { change } = data;
  // DynamoDB's recovery points are whole each time; the others hold what has changed since the one before.
  const dynamoDb = data.DynamoDB * RECOVERY_POINTS;
  const incremental = (size: number): number => size * (1 + change * OLDEST);
  const { storage: price } = PRICES;
  const storage = dynamoDb * price.DynamoDB + incremental(data.RDS) * price.RDS + incremental(data.S3) * price.S3;
  const moved = (data.DynamoDB + (data.RDS + data.S3) * change) * DAYS;
  const copies = storage + moved * PRICES.transfer;
  const restoreTests = data.stores * WEEKS * PRICES.restoreTest;
  // Three types: an alarm for each, and for each the two metrics of the validation function.
  const rest = PRICES.key + 3 * (PRICES.alarm + 2 * PRICES.metric);
  return { storage, copies, restoreTests, rest, total: storage + copies + restoreTests + rest };
}

/** The estimate as the README has it. */
export function costParagraph(): string {
  const { storage, copies, restoreTests, rest, total } = monthlyCost(SMALL_SHOP);
  const { DynamoDB, RDS, S3, change, stores } = SMALL_SHOP;
  const dollars = (amount: number): string => `$${Math.round(amount)}`;
  return (
    `For a small shop (${DynamoDB} GB in DynamoDB, ${RDS} GB in RDS, ${S3} GB in S3, ${change * 100} % of it changed each day) ` +
    `the default set costs about ${dollars(total)} a month: ${dollars(storage)} for the recovery points, ${dollars(copies)} for the copy in another Region, ` +
    `${dollars(restoreTests)} for a restore test of ${stores} data stores each week, ${dollars(rest)} for key, metrics and alarms. ` +
    `These are estimates from rough prices of us-east-1, to be checked with AWS's own calculator, without what restored resources cost while they live, without GuardDuty and tax; ` +
    `\`baseline/backup/cost.ts\` has the figures. DynamoDB's recovery points are whole each time, so a large table costs many times its size.`
  );
}
