import { UNKNOWN } from "../../unknown.js";
import type { Condition } from "../document.js";
import { overlapsAction } from "../match.js";

/**
 * Principals that use the roles which a service's requests name, where that is not a principal of the service's own name
 * alone: machines and containers of another service carry them.
 *
 * Source: the service's own guide, on the trust policy of its roles.
 */
const PRINCIPALS: Readonly<Record<string, readonly string[]>> = {
  airflow: ["airflow", "airflow-env"],
  autoscaling: ["ec2", "autoscaling"],
  batch: ["batch", "ecs-tasks", "ec2", "spotfleet"],
  cloud9: ["cloud9", "ec2"],
  config: ["config", "config-*", "ssm"],
  datapipeline: ["datapipeline", "ec2", "elasticmapreduce"],
  ec2: ["ec2", "spotfleet"],
  ecs: ["ecs", "ecs-tasks", "ec2"],
  eks: ["eks", "eks-*", "pods.eks", "ec2"],
  elasticbeanstalk: ["elasticbeanstalk", "ec2"],
  elasticmapreduce: ["elasticmapreduce", "ec2"],
  gamelift: ["gamelift", "ec2"],
  imagebuilder: ["imagebuilder", "ec2"],
  pcs: ["pcs", "ec2"],
  ssm: ["ssm", "ec2"],
  "ssm-incidents": ["ssm-incidents", "ssm"],
  synthetics: ["synthetics", "lambda"],
  "workspaces-instances": ["workspaces-instances", "ec2"],
};

/** Whether conditions on `iam:PassedToService` let a role go to what a service's requests name it for. */
export function mayPassTo(service: string, conditions: readonly Condition[]): boolean {
  const principals = PRINCIPALS[service] ?? [service, `*.${service}`, `${service}-*`];
  const names = principals.map((name) => `${name}.amazonaws.com`);
  return conditions.every(({ operator, values }) => {
    const known = values.filter((value) => value !== UNKNOWN);
    // Unknown values may be any service. Excluded ones leave the rest: some name must be free.
    if (/Not/.test(operator)) return names.some((name) => !known.some((value) => overlapsAction(value, name)));
    return known.length < values.length || known.some((value) => names.some((name) => overlapsAction(value, name)));
  });
}
