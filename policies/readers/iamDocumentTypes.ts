/**
 * What a document is to its resource: `identity` grants rights to who carries it, `trust` says who may take a role on,
 * `resource` grants rights on the resource that carries it, and a `ceiling` (an endpoint's policy, a session's, an
 * organisation's) grants nothing.
 */
export type DocumentKind = "identity" | "trust" | "resource" | "ceiling";

/** Where a resource type holds a document. */
export interface Holder {
  readonly property: string;
  readonly kind: DocumentKind;
  /** The property holds an object, or a list of them, each with a name and a document in `policy`. */
  readonly isNested?: true;
}

const holder = (kind: DocumentKind, property: string): readonly Holder[] => [{ property, kind }];

/** Types whose one document stands in the property that is named, by kind. */
const BY_KIND: Readonly<Record<DocumentKind, Readonly<Record<string, readonly string[]>>>> = {
  identity: {
    policy: [
      "aws:iam/policy:Policy",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/userPolicy:UserPolicy",
      "aws:iam/groupPolicy:GroupPolicy",
      "aws:iot/policy:Policy",
    ],
    inlinePolicy: ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"],
  },
  trust: {},
  resource: {
    policy: [
      "aws:acmpca/policy:Policy",
      "aws:apigateway/domainName:DomainName",
      "aws:apigateway/restApi:RestApi",
      "aws:apigateway/restApiPolicy:RestApiPolicy",
      "aws:backup/vaultPolicy:VaultPolicy",
      "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy",
      "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
      "aws:codebuild/resourcePolicy:ResourcePolicy",
      "aws:dsql/clusterPolicy:ClusterPolicy",
      "aws:dynamodb/resourcePolicy:ResourcePolicy",
      "aws:ecr/registryPolicy:RegistryPolicy",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
      "aws:efs/fileSystemPolicy:FileSystemPolicy",
      "aws:glacier/vaultLock:VaultLock",
      "aws:glue/resourcePolicy:ResourcePolicy",
      "aws:kinesis/resourcePolicy:ResourcePolicy",
      "aws:kms/externalKey:ExternalKey",
      "aws:kms/key:Key",
      "aws:kms/keyPolicy:KeyPolicy",
      "aws:kms/replicaExternalKey:ReplicaExternalKey",
      "aws:kms/replicaKey:ReplicaKey",
      "aws:lambda/resourcePolicy:ResourcePolicy",
      "aws:mediastore/containerPolicy:ContainerPolicy",
      "aws:msk/clusterPolicy:ClusterPolicy",
      "aws:networkfirewall/resourcePolicy:ResourcePolicy",
      "aws:oam/sinkPolicy:SinkPolicy",
      "aws:opensearchingest/resourcePolicy:ResourcePolicy",
      "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy",
      "aws:redshift/resourcePolicy:ResourcePolicy",
      "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
      "aws:s3/accessPoint:AccessPoint",
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketV2:BucketV2",
      "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy",
      "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy",
      "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
      "aws:s3control/accessPointPolicy:AccessPointPolicy",
      "aws:s3control/bucketPolicy:BucketPolicy",
      "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
      "aws:schemas/registryPolicy:RegistryPolicy",
      "aws:secretsmanager/secret:Secret",
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      "aws:ses/identityPolicy:IdentityPolicy",
      "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sqs/queue:Queue",
      "aws:sqs/queuePolicy:QueuePolicy",
      "aws:vpclattice/authPolicy:AuthPolicy",
      "aws:vpclattice/resourcePolicy:ResourcePolicy",
    ],
    policyDocument: [
      "aws:amp/resourcePolicy:ResourcePolicy",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
      "aws:codeartifact/domainPermissions:DomainPermissions",
      "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
      "aws:xray/resourcePolicy:ResourcePolicy",
    ],
    accessPolicies: [
      "aws:elasticsearch/domain:Domain",
      "aws:elasticsearch/domainPolicy:DomainPolicy",
      "aws:opensearch/domain:Domain",
      "aws:opensearch/domainPolicy:DomainPolicy",
    ],
    accessPolicy: [
      "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy",
      "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
      "aws:glacier/vault:Vault",
    ],
    content: ["aws:organizations/resourcePolicy:ResourcePolicy"],
    deliveryDestinationPolicy: ["aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy"],
    repositoryPolicy: ["aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"],
    resourcePolicy: [
      "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
      "aws:s3tables/tablePolicy:TablePolicy",
      "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
    ],
  },
  ceiling: {
    policy: [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      "aws:transfer/access:Access",
      "aws:transfer/user:User",
    ],
    sessionPolicy: ["aws:rolesanywhere/profile:Profile"],
    content: ["aws:organizations/policy:Policy"],
  },
};

/** For each resource type, where it holds documents. */
export const HOLDERS: ReadonlyMap<string, readonly Holder[]> = new Map([
  ...(Object.keys(BY_KIND) as DocumentKind[]).flatMap((kind) =>
    Object.entries(BY_KIND[kind]).flatMap(([property, types]) =>
      types.map((type): [string, readonly Holder[]] => [type, holder(kind, property)]),
    ),
  ),
  [
    "aws:iam/role:Role",
    [
      { property: "assumeRolePolicy", kind: "trust" },
      { property: "inlinePolicies", kind: "identity", isNested: true },
    ],
  ],
  [
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
    [{ property: "details", kind: "resource", isNested: true }],
  ],
  [
    "aws:odb/network:Network",
    ["kmsPolicyDocument", "s3PolicyDocument", "stsPolicyDocument"].flatMap((property) => holder("ceiling", property)),
  ],
]);

/** Types whose ceiling is the policy of an endpoint: whatever passes it needs rights of its own as well. */
export const ENDPOINT_TYPES: readonly string[] = [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  "aws:odb/network:Network",
];

/** Types that can hold a document of one of these kinds. */
export function typesOfKinds(kinds: readonly DocumentKind[]): readonly string[] {
  return [...HOLDERS].flatMap(([type, holders]) => (holders.some(({ kind }) => kinds.includes(kind)) ? [type] : []));
}
