import { quoted } from "../email/quotation.js";
import { UNKNOWN } from "../unknown.js";
import { arnFault, readArn } from "./arn.js";
import type { Principal } from "./document.js";
import type { DocumentFaults } from "./documentFault.js";
import type { JsonNode } from "./jsonNode.js";
import { membersOf, shown, textsOf } from "./readNode.js";

const KINDS = ["AWS", "Service", "Federated", "CanonicalUser"] as const;
const LONGEST_SHOWN = 160;
const RULES = 'AWS IAM User Guide, "AWS JSON policy elements: Principal"';
/** The unique id that AWS writes for a principal that was deleted. */
const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i;
const ALLOWED: Readonly<Record<Principal["kind"], string>> = {
  AWS: "an ARN of a user, a role, a session or an account, an account's 12 digits, or * for everyone",
  Service: "a service's name such as lambda.amazonaws.com",
  Federated: "an identity provider's ARN or its domain",
  CanonicalUser: "the canonical id of an account",
};

/** Any principal of any kind. */
export const UNKNOWN_PRINCIPALS: readonly Principal[] = KINDS.map((kind) => ({ kind, name: UNKNOWN }));

/** The values of `Principal` or `NotPrincipal`. */
export function readPrincipals(node: JsonNode, place: string, faults: DocumentFaults): readonly Principal[] {
  if (node.kind === "unknown") return UNKNOWN_PRINCIPALS;
  if (node.kind === "text" && node.value === "*") return [{ kind: "AWS", name: "*" }];
  if (node.kind !== "object") {
    const hint = node.kind === "text" ? ` Did you mean { "AWS": … }?` : "";
    faults.add(
      node.at,
      place,
      `It is ${shown(node)}; "*" or an object with ${KINDS.join(", ")} is needed.${hint}`,
      RULES,
    );
    return [];
  }
  const principals: Principal[] = [];
  for (const [name, { value }] of membersOf(node, place, KINDS, faults)) {
    const kind = name as Principal["kind"];
    for (const text of textsOf(value, `${place}.${kind}`, ALLOWED[kind], faults)) {
      const fault = text.value === UNKNOWN ? undefined : principalFault(kind, text.value);
      if (fault !== undefined) faults.add(text.at, text.place, `${fault}; allowed: ${ALLOWED[kind]}.`, RULES);
      principals.push({ kind, name: text.value });
    }
  }
  return principals;
}

/** What is wrong with a principal, as the beginning of a sentence. */
function principalFault(kind: Principal["kind"], name: string): string | undefined {
  const given = `It is ${quoted(name, LONGEST_SHOWN)}`;
  if (kind === "AWS" && name === "*") return undefined;
  if (/[*?]/.test(name)) return `${given}: a wildcard must not stand in a principal`;
  switch (kind) {
    case "AWS": {
      if (/^[0-9]{12}$/.test(name) || UNIQUE_ID.test(name)) return undefined;
      if (/^[0-9]+$/.test(name)) return `${given}, which has ${name.length} digits`;
      const fault = arnFault(name);
      if (fault !== undefined) return `${given}: ${fault}`;
      const arn = readArn(name);
      return arn && ["iam", "sts"].includes(arn.service) ? undefined : `${given}, which is no principal of IAM or STS`;
    }
    case "Service":
      if (HOST.test(name)) return undefined;
      return given;
    case "Federated": {
      const fault = name.startsWith("arn:") ? arnFault(name) : HOST.test(name) ? undefined : "it is no domain";
      return fault === undefined ? undefined : `${given}: ${fault}`;
    }
    case "CanonicalUser":
      return name === "" ? `${given}, which is empty` : undefined;
  }
}
