// Stacks to measure with. Each kind is a function from a number to the resources of one unit, as an engine sends them:
// with what each property came from, and ids that are known only after the deploy unless `deployed`.
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIKdgcKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmwIDAQAB";
const ACCOUNT = "111122223333";

/** The URN of a resource of these stacks. */
export const urnOf = (type, name) => `urn:pulumi:dev::bench::${type}::${name}`;

/** @param from by property, the resources that its value came from */
const resource = (type, name, inputs, from = {}, options = {}) => ({
  type,
  name,
  urn: urnOf(type, name),
  inputs,
  options,
  from: Object.fromEntries(Object.entries(from).map(([property, sources]) => [property, [sources].flat()])),
});

const json = (...statements) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) });
const assumedBy = (service) => json({ Action: "sts:AssumeRole", Principal: { Service: service } });

function cloudflareZone(index) {
  const name = `shop${index}.example`;
  const zone = resource("cloudflare:index/zone:Zone", `zone${index}`, { name, account: { id: "a" }, id: UNKNOWN });
  const record = (label, type, content, more = {}) =>
    resource(
      "cloudflare:index/dnsRecord:DnsRecord",
      `${label || "apex"}-${type}${index}`,
      { zoneId: UNKNOWN, name: label === "" ? name : `${label}.${name}`, type, content, ttl: 300, ...more },
      { zoneId: zone.urn },
    );
  return [
    zone,
    resource("cloudflare:index/zoneDnssec:ZoneDnssec", `dnssec${index}`, { zoneId: UNKNOWN }, { zoneId: zone.urn }),
    record("", "TXT", '"v=spf1 include:_spf.google.com ~all"'),
    record("", "MX", "smtp.google.com", { priority: 1 }),
    record("_dmarc", "TXT", `"v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@${name}"`),
    record("google._domainkey", "TXT", `"v=DKIM1; k=rsa; p=${KEY.slice(0, 200)}" "${KEY.slice(200)}"`),
    record("_smtp._tls", "TXT", `"v=TLSRPTv1; rua=mailto:tls@${name}"`),
    record("www", "A", "192.0.2.1", { proxied: true, ttl: 1 }),
    record("shop", "CNAME", `www.${name}`, { proxied: true, ttl: 1 }),
    record("status", "AAAA", "2001:db8::1"),
  ];
}

function route53Zone(index) {
  const name = `outlet${index}.example`;
  const zone = resource("aws:route53/zone:Zone", `outlet${index}`, { name, forceDestroy: false, zoneId: UNKNOWN });
  const record = (label, type, ...records) =>
    resource(
      "aws:route53/record:Record",
      `outlet-${label || "apex"}-${type}${index}`,
      { zoneId: UNKNOWN, name: label === "" ? name : `${label}.${name}`, type, ttl: 300, records },
      { zoneId: zone.urn },
    );
  return [
    zone,
    record("", "MX", "0 ."),
    record("", "TXT", '"v=spf1 -all"'),
    record("_dmarc", "TXT", `"v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@${name}"`),
    record("*._domainkey", "TXT", '"v=DKIM1; p="'),
    record("", "CAA", '0 issue "amazon.com"'),
    record("www", "A", "192.0.2.7"),
  ];
}

function role(index) {
  const name = `worker${index}`;
  const own = resource("aws:iam/role:Role", name, {
    name,
    assumeRolePolicy: assumedBy("lambda.amazonaws.com"),
    maxSessionDuration: 3600,
    id: UNKNOWN,
    arn: UNKNOWN,
  });
  const policy = resource("aws:iam/policy:Policy", `reads${index}`, {
    name: `reads${index}`,
    policy: json({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: [`arn:aws:s3:::orders${index}/*`] }),
    id: UNKNOWN,
    arn: UNKNOWN,
  });
  return [
    own,
    policy,
    resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `reads-by${index}`,
      { role: name, policyArn: UNKNOWN },
      { role: own.urn, policyArn: policy.urn },
    ),
    resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `logs-by${index}`,
      { role: name, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
      { role: own.urn },
    ),
    resource(
      "aws:iam/rolePolicy:RolePolicy",
      `writes${index}`,
      {
        role: UNKNOWN,
        policy: json(
          {
            Action: ["dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:Query"],
            Resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/carts${index}`,
          },
          { Action: "kms:Decrypt", Resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${index}` },
        ),
      },
      { role: own.urn },
    ),
    resource(
      "aws:lambda/function:Function",
      `handler${index}`,
      {
        role: UNKNOWN,
        runtime: "nodejs22.x",
        handler: "index.handler",
        environment: { variables: { TABLE: `carts${index}`, STAGE: "prod" } },
        name: `handler${index}`,
        arn: UNKNOWN,
      },
      { role: own.urn },
    ),
  ];
}

function key(index) {
  const own = resource("aws:kms/key:Key", `key${index}`, {
    description: "Orders",
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: json({
      Sid: "Account",
      Action: "kms:*",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Resource: "*",
    }),
    arn: UNKNOWN,
    keyId: UNKNOWN,
  });
  const alias = { name: `alias/orders${index}`, targetKeyId: UNKNOWN };
  return [own, resource("aws:kms/alias:Alias", `alias${index}`, alias, { targetKeyId: own.urn })];
}

function bucket(index) {
  const name = `orders${index}`;
  const own = resource("aws:s3/bucket:Bucket", name, {
    bucket: name,
    tags: { owner: "shop", stage: "prod" },
    id: UNKNOWN,
    arn: UNKNOWN,
  });
  const setting = (type, inputs) =>
    resource(
      `aws:s3/${type[0].toLowerCase()}${type.slice(1)}:${type}`,
      `${type}${index}`,
      { bucket: UNKNOWN, ...inputs },
      {
        bucket: own.urn,
      },
    );
  return [
    own,
    setting("BucketPublicAccessBlock", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    setting("BucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
    setting("BucketServerSideEncryptionConfiguration", {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
    }),
    setting("BucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
    setting("BucketPolicy", {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    }),
  ];
}

function database(index) {
  const secret = resource("aws:secretsmanager/secret:Secret", `login${index}`, { name: `login${index}`, arn: UNKNOWN });
  return [
    resource("aws:rds/instance:Instance", `shop-db${index}`, {
      identifier: `shop-db${index}`,
      engine: "postgres",
      instanceClass: "db.t4g.small",
      storageEncrypted: true,
      publiclyAccessible: false,
      backupRetentionPeriod: 14,
      deletionProtection: true,
      manageMasterUserPassword: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `shop-db${index}-final`,
      tags: { backup: "daily" },
      arn: UNKNOWN,
    }),
    secret,
    resource(
      "aws:secretsmanager/secretRotation:SecretRotation",
      `rotation${index}`,
      { secretId: UNKNOWN, rotationRules: { automaticallyAfterDays: 30 } },
      { secretId: secret.urn },
    ),
  ];
}

function table(index) {
  return [
    resource("aws:dynamodb/table:Table", `carts${index}`, {
      name: `carts${index}`,
      hashKey: "id",
      billingMode: "PAY_PER_REQUEST",
      attributes: [{ name: "id", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: true,
      tags: { backup: "daily" },
      arn: UNKNOWN,
    }),
  ];
}

function backup(index) {
  const vault = resource(
    "aws:backup/vault:Vault",
    `vault${index}`,
    { name: `vault${index}`, arn: UNKNOWN },
    {},
    { protect: true },
  );
  const lock = { backupVaultName: `vault${index}`, minRetentionDays: 35 };
  const plan = resource(
    "aws:backup/plan:Plan",
    `plan${index}`,
    {
      name: `plan${index}`,
      rules: [
        {
          ruleName: "daily",
          targetVaultName: `vault${index}`,
          schedule: "cron(0 3 * * ? *)",
          lifecycle: { deleteAfter: 35 },
        },
      ],
      id: UNKNOWN,
    },
    { rules: vault.urn },
  );
  const selection = {
    planId: UNKNOWN,
    name: `selection${index}`,
    iamRoleArn: UNKNOWN,
    selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
  };
  return [
    vault,
    resource("aws:backup/vaultLockConfiguration:VaultLockConfiguration", `lock${index}`, lock, {
      backupVaultName: vault.urn,
    }),
    plan,
    resource("aws:backup/selection:Selection", `selection${index}`, selection, { planId: plan.urn }),
  ];
}

function messages(index) {
  const arn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:paid${index}`;
  const own = resource("aws:sqs/queue:Queue", `paid${index}`, {
    name: `paid${index}`,
    sqsManagedSseEnabled: true,
    url: UNKNOWN,
    arn,
  });
  const from = { Action: "sqs:SendMessage", Principal: { Service: "events.amazonaws.com" }, Resource: arn };
  const policy = json({ ...from, Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } });
  return [
    own,
    resource(
      "aws:sqs/queuePolicy:QueuePolicy",
      `paid-by${index}`,
      { queueUrl: UNKNOWN, policy },
      { queueUrl: own.urn },
    ),
    resource("aws:cloudwatch/logGroup:LogGroup", `logs${index}`, { name: `/shop/${index}`, retentionInDays: 400 }),
  ];
}

/** By name, one unit of a shop's resources. */
export const kinds = { cloudflareZone, route53Zone, role, key, bucket, database, table, backup, messages };

/** So many resources of some kinds, each unit under another number. */
export function stackOf(count, names = Object.keys(kinds)) {
  const resources = [];
  for (let index = 0; resources.length < count; index++) {
    for (const name of names) resources.push(...kinds[name](index));
  }
  return resources.slice(0, count);
}

/** One zone with many records, of which one in five says something of mail. */
export function recordsOf(count) {
  const [zone, dnssec, ...records] = cloudflareZone(0);
  const [spf] = records;
  return Array.from({ length: count }, (_, index) => {
    if (index < records.length + 2) return [zone, dnssec, ...records][index];
    const isText = index % 5 === 0;
    const inputs = isText
      ? { ...spf.inputs, name: `m${index}.shop0.example` }
      : { ...spf.inputs, name: `h${index}.shop0.example`, type: "A", content: "192.0.2.1" };
    return { ...spf, name: `r${index}`, urn: urnOf(spf.type, `r${index}`), inputs };
  });
}

/** Resources that stand alone: one record in five serves mail, the rest is the usual shop. */
export function plainStack(count) {
  const each = [
    (index) => ["aws:s3/bucket:Bucket", { bucket: `b${index}`, tags: { owner: "shop", stage: "prod" } }],
    () => [
      "aws:lambda/function:Function",
      {
        runtime: "nodejs22.x",
        role: "arn:aws:iam::123456789012:role/r",
        environment: { variables: { A: "1", B: "2" } },
      },
    ],
    (index) => [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: "z", name: `h${index}.shop.example`, type: "A", content: "192.0.2.1", ttl: 300, proxied: true },
    ],
    (index) => [
      "aws:iam/role:Role",
      { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}', name: `r${index}` },
    ],
    (index) => [
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
  return Array.from({ length: count }, (_, index) => {
    const [type, inputs] = each[index % each.length](index);
    return resource(type, `n${index}`, inputs);
  });
}
