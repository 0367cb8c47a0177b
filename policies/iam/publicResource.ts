import { checkPublicResource } from "../../baseline/iam/checkEveryone.js";
import { typesOfKinds } from "../readers/iamDocumentTypes.js";
import { documentRule } from "./documentRule.js";

/** Open by their purpose: an API for the public guards itself by authorizers, a public gallery holds public images. */
const OPEN_BY_PURPOSE: readonly string[] = [
  "aws:apigateway/domainName:DomainName",
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/restApiPolicy:RestApiPolicy",
  "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
];

export const publicResource = documentRule(
  ["resource"],
  checkPublicResource,
  {
    id: "IAM15",
    name: "iam-public-resource",
    title: "No bucket, key, queue, topic, secret or other resource is open to everyone.",
    why: "Everyone in the world reads the customers' data, or writes to where the shop reads.",
    fix: "Name the principals, or demand one of aws:PrincipalOrgID, aws:SourceArn, aws:SourceAccount and aws:SourceVpce.",
    severity: "critical",
    references: [
      { standard: "AWS Well-Architected", section: "SEC03-BP07", strength: "satisfies" },
      { standard: "PCI DSS 4.0.1", section: "7.2.6", strength: "partial" },
    ],
  },
  {
    types: typesOfKinds(["resource"]).filter((type) => !OPEN_BY_PURPOSE.includes(type)),
    // A search domain in a VPC is reached from there only: it takes no policy by address.
    applies: (resource) => resource.property("vpcOptions") === undefined,
  },
);
