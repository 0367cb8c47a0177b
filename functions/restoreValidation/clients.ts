import { BackupClient } from "@aws-sdk/client-backup";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EFSClient } from "@aws-sdk/client-efs";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";

/** The AWS services that the function asks; Lambda's Node.js runtime brings their clients. */
export interface Clients {
  readonly backup: BackupClient;
  readonly dynamodb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly efs: EFSClient;
  readonly rds: RDSClient;
  readonly s3: S3Client;
}

export function createClients(): Clients {
  return {
    backup: new BackupClient({}),
    dynamodb: new DynamoDBClient({}),
    ec2: new EC2Client({}),
    efs: new EFSClient({}),
    rds: new RDSClient({}),
    s3: new S3Client({}),
  };
}
