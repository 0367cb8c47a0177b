import {
  AccountGuardrails,
  AdminRole,
  allow,
  BreakGlassRole,
  CloudflareNeed,
  CloudflareToken,
  GithubDeployRole,
  LeastPrivilegeRole,
} from "../../index.js";
import { ACCOUNT, PERSONAS } from "../support/personas.js";
import type { Program } from "./subjects.js";

const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;
const SITE = "arn:aws:s3:::fernwood-site/*";
const ORDERS = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/shop-orders`;
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
const DAY = "2026-06-01";
const settings = { trustedAccounts: [ACCOUNT] };

const github = (): void => {
  const deployer = new GithubDeployRole("deploy", {
    accountId: ACCOUNT,
    repository: { owner: "fernwood", ownerId: "123456", name: "shop", id: "456789" },
    apply: { environment: "production", permissions: [allow("s3:PutObject", "s3:DeleteObject").on(SITE)] },
    plan: { environment: "preview", permissions: [allow("s3:GetObject").on(SITE)] },
    roles: {
      ...{ path: "/shop/", services: ["lambda.amazonaws.com"] },
      ceiling: [allow("dynamodb:PutItem").on(ORDERS)],
    },
  });
  new LeastPrivilegeRole("orders", {
    ...{ accountId: ACCOUNT, path: "/shop/", trust: { services: ["lambda.amazonaws.com"] } },
    ...{ boundaryArn: deployer.rolesBoundaryArn, permissions: [allow("dynamodb:PutItem").on(ORDERS)] },
  });
};

const token = (): void => {
  new CloudflareToken("deploy", {
    accountId: "00000000000000000000000000000000",
    needs: [
      { need: CloudflareNeed.DnsRecords, zoneIds: [ZONE] },
      { need: CloudflareNeed.ZoneSettings, zoneIds: [ZONE], readOnly: true },
      { need: CloudflareNeed.WorkersScripts },
    ],
    ...{ networks: ["192.0.2.7/32", "2001:db8::/48"], expires: "2026-08-29", today: DAY },
  });
};

/** Programs of the components for people, machines and accounts. */
export const accessPrograms: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(
    Object.entries(PERSONAS).map(([name, make]): [string, Program] => [
      `role ${name}`,
      { run: () => make(name), settings },
    ]),
  ),
  administrator: { run: () => new AdminRole("admin", { accountId: ACCOUNT, users: [ADA] }), settings },
  "break-glass": {
    run: () => {
      const notify = ["security@shop.example", "https://oncall.example/hook"];
      new BreakGlassRole("glass", { accountId: ACCOUNT, users: [ADA], notify, regions: ["us-east-1", "eu-west-1"] });
    },
    settings,
  },
  "GitHub deploys": { run: github, settings },
  guardrails: {
    run: () =>
      new AccountGuardrails("account", { regions: ["eu-west-1"], unusedAccessDays: 90, manageRootCredentials: true }),
    settings,
  },
  "Cloudflare token": { run: token, today: DAY },
};
