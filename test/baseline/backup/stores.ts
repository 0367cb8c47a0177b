import type { DataStore, Selection, SelectionConditions } from "../../../baseline/backup/coverage.js";

const HERE = "eu-central-1:111122223333";

/** A kind of data store: one of it, the pattern that names its type, and the one that names its service only. */
export interface StoreKind {
  readonly store: DataStore;
  readonly typePattern: string;
  readonly servicePattern: string;
  /** Whether no ARN spares it the opt-in. */
  readonly alwaysNeedsOptIn: boolean;
}

function kind(service: string, arn: string, typePattern: string, alwaysNeedsOptIn = false): StoreKind {
  const tags = new Map([["backup", "daily"]]);
  const store = { label: `shop-${service}`, service, arn, tags };
  return {
    store: service === "S3" ? { ...store, isVersioned: true } : store,
    typePattern,
    servicePattern: `${arn.split(":").slice(0, 3).join(":")}:*`,
    alwaysNeedsOptIn,
  };
}

export const STORE_KINDS: readonly StoreKind[] = [
  kind("DynamoDB", `arn:aws:dynamodb:${HERE}:table/orders`, "arn:aws:dynamodb:*:*:table/*"),
  kind("RDS", `arn:aws:rds:${HERE}:db:orders`, "arn:aws:rds:*:*:db:*"),
  kind("Aurora", `arn:aws:rds:${HERE}:cluster:orders`, "arn:aws:rds:*:*:cluster:*", true),
  kind("EFS", `arn:aws:elasticfilesystem:${HERE}:file-system/fs-0a1b`, "arn:aws:elasticfilesystem:*:*:file-system/*"),
  kind("EBS", `arn:aws:ec2:${HERE}:volume/vol-0a1b`, "arn:aws:ec2:*:*:volume/*"),
  kind("EC2", `arn:aws:ec2:${HERE}:instance/i-0a1b`, "arn:aws:ec2:*:*:instance/*"),
  kind("S3", "arn:aws:s3:::shop-invoices", "arn:aws:s3:::*"),
  kind("DocumentDB", `arn:aws:rds:${HERE}:cluster:carts`, "arn:aws:rds:*:*:cluster:*", true),
  kind("Neptune", `arn:aws:rds:${HERE}:cluster:graph`, "arn:aws:rds:*:*:cluster:*", true),
  kind("FSx", `arn:aws:fsx:${HERE}:file-system/fs-0a1b`, "arn:aws:fsx:*:*:file-system/*", true),
  kind("Redshift", `arn:aws:redshift:${HERE}:cluster:sales`, "arn:aws:redshift:*:*:cluster:*"),
  kind("Timestream", `arn:aws:timestream:${HERE}:database/shop/table/clicks`, "arn:aws:timestream:*:*:database/*"),
];

export const NO_CONDITIONS: SelectionConditions = {
  stringEquals: [],
  stringNotEquals: [],
  stringLike: [],
  stringNotLike: [],
};

export const NOTHING: Selection = {
  label: "nightly",
  resources: [],
  notResources: [],
  conditions: NO_CONDITIONS,
  selectionTags: [],
};
