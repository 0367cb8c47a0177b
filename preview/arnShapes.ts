import type { Properties } from "./result.js";
import { UNKNOWN } from "./wire.js";

/** The account of invented ARNs: the number that AWS uses in its own examples. */
export const ACCOUNT = "123456789012";
/** The Region of a program that names none. */
export const DEFAULT_REGION = "us-east-1";
/** Stands in a shape for the Region. */
const REGION = "{region}";

const local = (service: string, prefix = ""): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${prefix}`;
const global = (service: string, prefix = ""): string => `arn:aws:${service}::${ACCOUNT}:${prefix}`;

/** What stands before the name in an ARN, by type: policies are judged by it. */
const SHAPES: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "arn:aws:s3:::",
  "aws:s3/bucketV2:BucketV2": "arn:aws:s3:::",
  "aws:iam/role:Role": global("iam", "role/"),
  "aws:iam/user:User": global("iam", "user/"),
  "aws:iam/group:Group": global("iam", "group/"),
  "aws:iam/policy:Policy": global("iam", "policy/"),
  "aws:iam/instanceProfile:InstanceProfile": global("iam", "instance-profile/"),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": global("iam", "oidc-provider/"),
  "aws:cloudfront/distribution:Distribution": global("cloudfront", "distribution/"),
  "aws:backup/vault:Vault": local("backup", "backup-vault:"),
  "aws:cloudtrail/trail:Trail": local("cloudtrail", "trail/"),
  "aws:cloudwatch/eventBus:EventBus": local("events", "event-bus/"),
  "aws:cloudwatch/eventRule:EventRule": local("events", "rule/"),
  "aws:cloudwatch/logGroup:LogGroup": local("logs", "log-group:"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": local("cloudwatch", "alarm:"),
  "aws:codebuild/project:Project": local("codebuild", "project/"),
  "aws:dynamodb/table:Table": local("dynamodb", "table/"),
  "aws:ecr/repository:Repository": local("ecr", "repository/"),
  "aws:ecs/cluster:Cluster": local("ecs", "cluster/"),
  "aws:ecs/service:Service": local("ecs", "service/"),
  "aws:efs/fileSystem:FileSystem": local("elasticfilesystem", "file-system/"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": local("firehose", "deliverystream/"),
  "aws:kinesis/stream:Stream": local("kinesis", "stream/"),
  "aws:kms/key:Key": local("kms", "key/"),
  "aws:lambda/function:Function": local("lambda", "function:"),
  "aws:lambda/callbackFunction:CallbackFunction": local("lambda", "function:"),
  "aws:lb/loadBalancer:LoadBalancer": local("elasticloadbalancing", "loadbalancer/app/"),
  "aws:opensearch/domain:Domain": local("es", "domain/"),
  "aws:rds/cluster:Cluster": local("rds", "cluster:"),
  "aws:rds/instance:Instance": local("rds", "db:"),
  "aws:secretsmanager/secret:Secret": local("secretsmanager", "secret:"),
  "aws:ses/domainIdentity:DomainIdentity": local("ses", "identity/"),
  "aws:sesv2/configurationSet:ConfigurationSet": local("ses", "configuration-set/"),
  "aws:sesv2/emailIdentity:EmailIdentity": local("ses", "identity/"),
  "aws:sfn/stateMachine:StateMachine": local("states", "stateMachine:"),
  "aws:sns/topic:Topic": local("sns"),
  "aws:sqs/queue:Queue": local("sqs"),
  "aws:ssm/parameter:Parameter": local("ssm", "parameter/"),
};

/** Properties by which a program itself names what the ARN ends with. */
const NAMES: readonly string[] = ["name", "bucket", "identifier", "emailIdentity", "configurationSetName"];

/**
 * An ARN of a resource, as its type has it.
 *
 * @param id what names it where the program does not
 * @param region the Region of the provider, where the resource itself names none
 */
export function inventedArn(type: string, id: string, inputs: Properties, region: string): string {
  const shape = SHAPES[type];
  const given = NAMES.map((property) => inputs[property]).find((value) => typeof value === "string");
  const name = typeof given === "string" && given !== UNKNOWN ? given.replace(/^\//, "") : id;
  if (shape === undefined) return plainArn(type, id, inputs, region);
  return `${shape.replace(REGION, regionOf(inputs, region))}${name}`;
}

/** An ARN of a type of which no shape is known, or of something beside the resource. */
export function plainArn(type: string, id: string, inputs: Properties, region: string): string {
  return local(type.split(":")[1]?.split("/")[0] ?? "", id).replace(REGION, regionOf(inputs, region));
}

/** A resource of AWS may stand in another Region than its provider: `region`, since version 7. */
function regionOf({ region }: Properties, ofProvider: string): string {
  return typeof region === "string" && region !== UNKNOWN ? region : ofProvider;
}
