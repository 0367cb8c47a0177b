import { encryptedBucketPolicy } from "../../baseline/encryption/bucketPolicy.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { allow, object, roleArn } from "./iamGiven.js";
import type { RuleCase } from "./ruleCase.js";
import {
  block,
  BLOCKED,
  bucket,
  bucketPolicy,
  but,
  database,
  keyArn,
  kmsKey,
  PLAIN_TEXT,
  sse,
  table,
} from "./storeGiven.js";

type Inputs = Readonly<Record<string, unknown>>;
const of =
  (type: string, name: string, base: Inputs = {}) =>
  (more: Inputs = {}): Given => ({ type, name, inputs: { ...base, ...more } });

const account = of("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "account", BLOCKED);
const owner = (objectOwnership: unknown): Given => ({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  name: "owner",
  inputs: { bucket: "files", rule: { objectOwnership } },
});
const acl = of("aws:s3/bucketAcl:BucketAcl", "acl", { bucket: "files", acl: "private" });
const volume = of("aws:ebs/volume:Volume", "disk", { availabilityZone: "eu-west-1a", size: 10 });
const machine = of("aws:ec2/instance:Instance", "shop", { ami: "ami-1", instanceType: "t4g.small" });
const template = of("aws:ec2/launchTemplate:LaunchTemplate", "template");
const byDefault = of("aws:ebs/encryptionByDefault:EncryptionByDefault", "default", { enabled: true });
const queue = of("aws:sqs/queue:Queue", "orders");
const topic = of("aws:sns/topic:Topic", "orders");
const stream = of("aws:kinesis/stream:Stream", "events");
const firehose = of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "logs");
const secretOf = of("aws:secretsmanager/secret:Secret", "psp", { name: "psp", kmsKeyId: keyArn() });
const rotation = of("aws:secretsmanager/secretRotation:SecretRotation", "rotation", {
  secretId: "psp",
  rotationRules: { automaticallyAfterDays: 30 },
});
const parameter = of("aws:ssm/parameter:Parameter", "parameter", { name: "/shop/db/password", type: "SecureString" });
const lambda = (variables: unknown): Given => ({
  type: "aws:lambda/function:Function",
  name: "pay",
  inputs: { role: "r", environment: { variables } },
});
const task = of("aws:ecs/taskDefinition:TaskDefinition", "shop", { family: "shop" });
const container = (name: string, value: string): string =>
  JSON.stringify([{ name: "web", image: "shop", environment: [{ name, value }] }]);
const filesystem = of("aws:efs/fileSystem:FileSystem", "files", { encrypted: true });
const search = (enabled: unknown): Given => ({
  type: "aws:opensearch/domain:Domain",
  name: "search",
  inputs: { encryptAtRest: { enabled } },
});
const image = of("aws:ec2/amiLaunchPermission:AmiLaunchPermission", "image", { imageId: "ami-1" });
const twoTables = (tags: unknown): Given[] => [
  {
    ...table({ serverSideEncryption: { enabled: true, kmsKeyArn: UNKNOWN_VALUE }, tags: { "pci-scope": "cde" } }),
    edges: { serverSideEncryption: "key" },
  },
  {
    ...table({ name: "carts", serverSideEncryption: { enabled: true, kmsKeyArn: UNKNOWN_VALUE }, tags }),
    name: "carts",
    edges: { serverSideEncryption: "key" },
  },
  kmsKey(),
];

/** The policy of an EncryptedBucket with break-glass, its text changed. */
const guardOf = (changed: (text: string) => string = (text) => text): Given => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  inputs: {
    bucket: "files",
    policy: changed(
      encryptedBucketPolicy({
        ...{ bucketArn: "arn:aws:s3:::files", keyArn: keyArn(), isLocked: false },
        breakGlass: [roleArn("break-glass")],
      }),
    ),
  },
});

const STRANGE_KEY = "arn:aws:kms:eu-west-1:999999999999:key/1234";
/** The resource with an ARN, as a deployed one has. */
const at = (given: Given): Given => but(given, { arn: "arn:aws:any:eu-west-1:123456789012:own" });
const parametersOf = (name: unknown, value: string): Given => ({
  type: "aws:rds/parameterGroup:ParameterGroup",
  name: "shop",
  inputs: { name: "shop", family: "any", parameters: [{ name, value }] },
});

const ingress = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
  ...{ securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
});
const group = of("aws:ec2/securityGroup:SecurityGroup", "group");

/** A key's policy that lets break-glass do something. */
const ruledBy = (action: string): Inputs => object(allow(action, "*", { Principal: { AWS: roleArn("break-glass") } }));

/** Cases of the rules on encryption at rest and on exposure. */
export const encryptionCases: Readonly<Record<string, RuleCase>> = {
  ENC01: {
    bad: [
      [bucket()],
      [bucket(), sse({ sseAlgorithm: "AES256", kmsMasterKeyId: "" })],
      [bucket(), sse({ kmsMasterKeyId: "" })],
      [bucket(), sse({}, false)],
      [
        bucket({
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
          },
        }),
      ],
      [bucket({ serverSideEncryptionConfiguration: { rule: {} } }), sse()],
    ],
    good: [
      [bucket(), sse()],
      [bucket(), { ...sse({ kmsMasterKeyId: UNKNOWN_VALUE }), edges: { bucket: "files", rules: "key" } }, kmsKey()],
    ],
    unknown: [
      [bucket(), sse({ sseAlgorithm: UNKNOWN_VALUE })],
      [bucket(), sse({ kmsMasterKeyId: UNKNOWN_VALUE })],
      [bucket(), { ...sse(), edges: {} }],
    ],
  },
  ENC02: {
    bad: [
      [bucket()],
      [bucket(), block({ blockPublicPolicy: false })],
      [account({ restrictPublicBuckets: false })],
      [bucket({ policy: "{}" }), block(), { ...acl({ policy: "{}" }), type: "aws:s3/bucketPolicy:BucketPolicy" }],
    ],
    good: [[bucket(), block()], [bucket(), account()], [account()], [block()]],
    unknown: [
      [bucket(), block({ blockPublicAcls: UNKNOWN_VALUE })],
      [bucket(), { ...block(), edges: {} }],
    ],
  },
  ENC03: {
    bad: [
      [owner("ObjectWriter")],
      [acl()],
      [bucket({ acl: "public-read" })],
      [bucket({ grants: [{ type: "Group" }] })],
    ],
    good: [[owner("BucketOwnerEnforced")], [bucket()], [bucket({ acl: "private" })]],
    unknown: [[owner(UNKNOWN_VALUE)], [bucket({ acl: UNKNOWN_VALUE })]],
  },
  ENC04: {
    bad: [
      [volume()],
      [volume({ encrypted: false }), byDefault()],
      [machine()],
      [machine({ rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "b" }] })],
      [template({ blockDeviceMappings: [{ deviceName: "a", ebs: { encrypted: "false" } }] })],
      [byDefault({ enabled: false })],
    ],
    good: [
      [volume({ encrypted: true })],
      [volume(), byDefault()],
      [machine({ rootBlockDevice: { encrypted: true } })],
      [template({ blockDeviceMappings: [{ deviceName: "a", ebs: { encrypted: "true" } }] })],
      [template({ blockDeviceMappings: [{ deviceName: "a", virtualName: "ephemeral0" }] })],
    ],
    unknown: [[volume({ encrypted: UNKNOWN_VALUE })], [volume(), byDefault({ enabled: UNKNOWN_VALUE })]],
  },
  ENC05: {
    bad: [
      [but(database(), { storageEncrypted: undefined })],
      [but(database(), { kmsKeyId: undefined })],
      [database({ performanceInsightsEnabled: true })],
      [but(database(), { masterUserSecretKmsKeyId: undefined })],
    ],
    good: [
      [database()],
      [database({ performanceInsightsEnabled: true, performanceInsightsKmsKeyId: keyArn() })],
      [but(database({ replicateSourceDb: "db" }), { storageEncrypted: undefined, kmsKeyId: undefined })],
      [{ ...database({ kmsKeyId: UNKNOWN_VALUE }), edges: { kmsKeyId: "key" } }, kmsKey()],
    ],
    unknown: [[database({ storageEncrypted: UNKNOWN_VALUE })], [database({ kmsKeyId: UNKNOWN_VALUE })]],
  },
  ENC06: {
    bad: [
      [but(table(), { serverSideEncryption: undefined })],
      [filesystem({ encrypted: false })],
      [search(false)],
      [of("aws:redshift/cluster:Cluster", "warehouse")({ encrypted: "false" })],
      [of("aws:elasticache/replicationGroup:ReplicationGroup", "carts")()],
    ],
    good: [[table()], [filesystem()], [search(true)], [of("aws:redshift/cluster:Cluster", "warehouse")()]],
    unknown: [[filesystem({ encrypted: UNKNOWN_VALUE })], [search(UNKNOWN_VALUE)]],
  },
  ENC07: {
    bad: [[queue({ sqsManagedSseEnabled: false })], [topic()], [stream()], [firehose()]],
    good: [
      [queue()],
      [queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: keyArn() })],
      [topic({ kmsMasterKeyId: UNKNOWN_VALUE })],
      [stream({ encryptionType: "KMS" })],
      [firehose({ serverSideEncryption: { enabled: true } })],
      [firehose({ kinesisSourceConfiguration: { roleArn: "r" } })],
    ],
    unknown: [[queue({ sqsManagedSseEnabled: UNKNOWN_VALUE })], [stream({ encryptionType: UNKNOWN_VALUE })]],
  },
  ENC08: {
    bad: [
      [secretOf()],
      [but(secretOf(), { kmsKeyId: undefined }), rotation()],
      [secretOf(), rotation({ rotationRules: { automaticallyAfterDays: 365 } })],
      [secretOf(), rotation({ rotationEnabled: false })],
    ],
    good: [
      [secretOf(), rotation()],
      [secretOf(), rotation({ rotationRules: { scheduleExpression: "rate(30 days)" } })],
    ],
    unknown: [
      [secretOf(), rotation({ secretId: UNKNOWN_VALUE })],
      [secretOf(), rotation({ rotationRules: { automaticallyAfterDays: UNKNOWN_VALUE } })],
      [secretOf({ kmsKeyId: UNKNOWN_VALUE }), rotation()],
    ],
  },
  ENC09: {
    bad: [
      [parameter({ type: "String" })],
      [parameter({ name: "/shop/psp", type: "String", value: `sk_live_${"a1".repeat(12)}` })],
    ],
    good: [
      [parameter()],
      [parameter({ name: "/shop/colour", type: "String", value: "blue" })],
      [parameter({ name: "/shop/token-ttl", type: "String", value: "3600" })],
    ],
    unknown: [
      [parameter({ type: UNKNOWN_VALUE })],
      [parameter({ name: UNKNOWN_VALUE, type: "String", value: UNKNOWN_VALUE })],
    ],
  },
  ENC10: {
    bad: [
      [lambda({ DB_PASSWORD: "correct-horse-battery" })],
      [lambda({ dbPassword: "correct-horse-battery" })],
      [lambda({ DATABASE_URL: "postgres://shop:correct-horse@db.example/shop" })],
      [task({ containerDefinitions: container("STRIPE_KEY", `sk_live_${"a1".repeat(12)}`) })],
      [machine({ userData: "#!/bin/sh\nexport API_KEY=0f9d8c7b6a5e\n" })],
      [template({ userData: Buffer.from("#!/bin/sh\nexport API_KEY=0f9d8c7b6a5e\n").toString("base64") })],
      [but(database({ password: "correct-horse-battery" }), { manageMasterUserPassword: undefined })],
      [database({ password: UNKNOWN_VALUE })],
    ],
    good: [
      [lambda({ DB_PASSWORD_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db" })],
      [lambda({ DB_PASSWORD: "{{resolve:secretsmanager:db}}", TOKEN_TTL: "3600", COLOUR: UNKNOWN_VALUE })],
      [task({ containerDefinitions: container("LOG_LEVEL", "info") })],
      [machine({ userData: "#!/bin/sh\nexport API_KEY=$(aws secretsmanager get-secret-value)\n" })],
      [database()],
    ],
    unknown: [
      [lambda({ DB_PASSWORD: UNKNOWN_VALUE })],
      [lambda(UNKNOWN_VALUE)],
      [machine({ userData: UNKNOWN_VALUE })],
      [task({ containerDefinitions: UNKNOWN_VALUE })],
    ],
  },
  ENC11: {
    bad: [
      [but(kmsKey(), { enableKeyRotation: undefined })],
      [kmsKey("key", { deletionWindowInDays: 7 })],
      [kmsKey("key", { bypassPolicyLockoutSafetyCheck: true })],
      [kmsKey("key", { bypassPolicyLockoutSafetyCheck: true, policy: ruledBy("kms:DescribeKey") })],
    ],
    good: [
      [kmsKey()],
      [kmsKey("key", { bypassPolicyLockoutSafetyCheck: true, policy: ruledBy("kms:PutKeyPolicy") })],
      [kmsKey("key", { enableKeyRotation: false, keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" })],
    ],
    unknown: [
      [kmsKey("key", { enableKeyRotation: UNKNOWN_VALUE })],
      [kmsKey("key", { deletionWindowInDays: UNKNOWN_VALUE })],
      [kmsKey("key", { bypassPolicyLockoutSafetyCheck: true, policy: UNKNOWN_VALUE })],
    ],
  },
  ENC12: {
    bad: [twoTables({ team: "shop" })],
    good: [twoTables({ "pci-scope": "cde" })],
    unknown: [twoTables(UNKNOWN_VALUE)],
  },
  ENC13: {
    bad: [[database({ publiclyAccessible: true })], [image({ group: "all" })]],
    good: [[database()], [database({ publiclyAccessible: false })], [image({ accountId: "999999999999" })]],
    unknown: [[database({ publiclyAccessible: UNKNOWN_VALUE })]],
  },
  ENC14: {
    bad: [
      [bucket()],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Condition: { Bool: { "aws:SecureTransport": "true" } } })],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Action: ["s3:GetObject"] })],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Resource: "arn:aws:s3:::files" })],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Principal: { AWS: roleArn("orders") } })],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Effect: "Allow" })],
      [
        bucket(),
        bucketPolicy({
          ...PLAIN_TEXT,
          Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalTag/plain": "no" } },
        }),
      ],
      [bucket({}, "other"), bucketPolicy(PLAIN_TEXT)],
    ],
    good: [
      [bucket(), bucketPolicy(PLAIN_TEXT)],
      [bucket(), bucketPolicy({ ...PLAIN_TEXT, Principal: { AWS: "*" }, Resource: "*" })],
      [bucket({ policy: JSON.stringify({ Version: "2012-10-17", Statement: [PLAIN_TEXT] }) })],
    ],
    unknown: [
      [bucket(), { ...bucketPolicy(PLAIN_TEXT), inputs: { bucket: "files", policy: UNKNOWN_VALUE } }],
      [
        bucket(),
        { ...bucketPolicy(PLAIN_TEXT), inputs: { ...bucketPolicy(PLAIN_TEXT).inputs, bucket: UNKNOWN_VALUE } },
      ],
    ],
  },
  ENC15: {
    bad: [
      [bucket(), sse()],
      [bucket(), sse(), bucketPolicy(PLAIN_TEXT)],
      [
        bucket(),
        sse(),
        guardOf((text) =>
          text
            .replace("DenyKmsWithoutKey", "Renamed")
            .replace(
              '"Null":{"s3:x-amz-server-side-encryption":"false"}',
              '"Null":{"s3:x-amz-server-side-encryption":"true"}',
            ),
        ),
      ],
      [bucket(), sse(), guardOf((text) => text.replace(keyArn(), "*").replaceAll("StringNotEquals", "StringNotLike"))],
      [bucket(), sse(), guardOf((text) => text.replaceAll('"Principal":"*"', '"Principal":{"AWS":"999999999999"}'))],
      // The statement on keys that come with the request says that they must.
      [
        bucket(),
        sse(),
        guardOf((text) => text.replace(/("s3:x-amz-server-side-encryption-customer-algorithm":)"false"/, '$1"true"')),
      ],
    ],
    good: [
      [bucket(), sse(), guardOf()],
      // S3's own key, of which ENC01 tells.
      [bucket(), sse({ sseAlgorithm: "AES256" })],
    ],
    unknown: [[bucket(), sse(), { ...guardOf(), inputs: { bucket: "files", policy: UNKNOWN_VALUE } }]],
  },
  ENC16: {
    bad: [
      [bucket(), guardOf((text) => text.replace('"s3:PutLifecycleConfiguration",', ""))],
      [bucket(), guardOf((text) => text.replace('"s3:DeleteBucketPolicy",', ""))],
      [bucket(), guardOf((text) => text.replaceAll(',"arn:aws:s3:::files/*"]', "]"))],
    ],
    good: [[bucket(), guardOf()], [bucket()], [bucket(), bucketPolicy(PLAIN_TEXT)]],
    unknown: [[bucket(), { ...guardOf(), inputs: { bucket: "files", policy: UNKNOWN_VALUE } }]],
  },
  ENC17: {
    // Own resources say by their ARNs which account is the stack's.
    bad: [
      [
        table({ serverSideEncryption: { enabled: true, kmsKeyArn: STRANGE_KEY } }),
        {
          type: "aws:iam/role:Role",
          name: "orders",
          inputs: {
            assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
            permissionsBoundary: "arn:aws:iam::123456789012:policy/orders",
          },
        },
      ],
      [at(bucket()), sse({ kmsMasterKeyId: STRANGE_KEY })],
      [at(table({ serverSideEncryption: { enabled: true, kmsKeyArn: STRANGE_KEY } }))],
      [at(database({ kmsKeyId: STRANGE_KEY }))],
      [at(topic({ kmsMasterKeyId: STRANGE_KEY }))],
      [
        at(database()),
        {
          type: "aws:route53/keySigningKey:KeySigningKey",
          name: "zone-key",
          inputs: { hostedZoneId: "Z1", keyManagementServiceArn: STRANGE_KEY },
        },
      ],
    ],
    good: [
      [at(database())],
      [at(table({ serverSideEncryption: { enabled: true, kmsKeyArn: UNKNOWN_VALUE } }))],
      // Whose account it is nobody knows here.
      [database({ kmsKeyId: STRANGE_KEY })],
    ],
    unknown: [],
  },
  ENC18: {
    bad: [
      [database({ engine: "postgres", engineVersion: "14.9" })],
      [database({ engine: "mysql", engineVersion: "8.0.39", parameterGroupName: "default.mysql8.0" })],
      [
        database({ engine: "postgres", engineVersion: "16.4", parameterGroupName: "shop" }),
        parametersOf("rds.force_ssl", "0"),
      ],
      [
        database({ engine: "mysql", engineVersion: "8.0.39", parameterGroupName: "shop" }),
        parametersOf("slow_query_log", "1"),
      ],
    ],
    good: [
      [database({ engine: "postgres", engineVersion: "16.4" })],
      [
        database({ engine: "postgres", engineVersion: "14.9", parameterGroupName: "shop" }),
        parametersOf("rds.force_ssl", "1"),
      ],
      [
        database({ engine: "mysql", engineVersion: "8.0.39", parameterGroupName: "shop" }),
        parametersOf("require_secure_transport", "ON"),
      ],
      [database({ engine: "oracle-ee" })],
      [but(database({ replicateSourceDb: "db" }), { engine: undefined })],
    ],
    unknown: [
      [database({ engine: "mysql", engineVersion: "8.0.39", parameterGroupName: "elsewhere" })],
      [database({ engine: UNKNOWN_VALUE })],
      [
        database({ engine: "mysql", engineVersion: "8.0.39", parameterGroupName: "shop" }),
        parametersOf(UNKNOWN_VALUE, "1"),
      ],
    ],
  },
  ENC19: {
    bad: [
      [bucket(), account()],
      [bucket(), account(), block({ ignorePublicAcls: false })],
      [bucket(), account({ blockPublicAcls: UNKNOWN_VALUE })],
    ],
    good: [[bucket(), account(), block()], [bucket()], [bucket(), account({ blockPublicAcls: false })]],
    unknown: [
      [bucket(), account(), block({ ignorePublicAcls: UNKNOWN_VALUE })],
      [bucket(), account(), { ...block(), edges: {} }],
    ],
  },
  ENC20: {
    bad: [
      [but(database(), { vpcSecurityGroupIds: undefined })],
      [database({ vpcSecurityGroupIds: [] })],
      [database(), ingress({ cidrIpv4: "0.0.0.0/0" })],
      [
        { ...database({ vpcSecurityGroupIds: [UNKNOWN_VALUE] }), edges: { vpcSecurityGroupIds: "group" } },
        group({ ingress: [{ cidrBlocks: ["10.0.0.0/8"] }, { ipv6CidrBlocks: ["::/0"] }] }),
      ],
    ],
    good: [
      [database()],
      [database({ vpcSecurityGroupIds: [UNKNOWN_VALUE] })],
      [database(), ingress({ cidrIpv4: "10.0.0.0/8" })],
      [database(), ingress({ cidrIpv4: "0.0.0.0/0", securityGroupId: "sg-2" })],
    ],
    unknown: [[database({ vpcSecurityGroupIds: UNKNOWN_VALUE })], [database(), ingress({ cidrIpv4: UNKNOWN_VALUE })]],
  },
  ENC21: {
    bad: [[database({ autoMinorVersionUpgrade: false })]],
    good: [[database()], [database({ autoMinorVersionUpgrade: true })]],
    unknown: [[database({ autoMinorVersionUpgrade: UNKNOWN_VALUE })]],
  },
};
