import { describe, expect, test } from "vitest";
import { placesOf } from "../../../../baseline/iam/escalation/escalation.js";
import { findEscalations } from "../../../../baseline/iam/escalation/findEscalations.js";
import type { Holdings } from "../../../../baseline/iam/holdings.js";
import { parseDocument } from "../../../../baseline/iam/parseDocument.js";
import { UNKNOWN } from "../../../../baseline/unknown.js";
import { documentOf, holdingsOf } from "./published.js";
import { allow, judged, only, SELF, shown, STRONG, WEAK } from "./statements.js";

describe("what is done to principals", () => {
  test("by name of others is no escalation, by the holder's own is", () => {
    expect(judged(only(allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], WEAK)))).toEqual([]);
    expect(judged(only(allow("iam:PutRolePolicy", SELF)))).toEqual([`= iam:PutRolePolicy on ${SELF}`]);
    const own = only(allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}"));
    expect(judged({ ...own, principal: "arn:aws:iam::111122223333:user/ann" })).toHaveLength(1);
    expect(judged({ ...own, principal: UNKNOWN })).toHaveLength(1);
    // A role has no user name: the pattern stands for nobody.
    expect(judged(own)).toEqual([]);
  });

  test("with its own keys and password is its own business", () => {
    const own = "arn:aws:iam::*:user/${aws:username}";
    expect(
      judged(only(allow(["iam:CreateAccessKey", "iam:UpdateLoginProfile", "iam:CreateLoginProfile"], own))),
    ).toEqual([]);
  });

  test("that attaches only policies which are weak is no escalation", () => {
    const attach = (arn: string): string[] =>
      judged(only(allow("iam:AttachRolePolicy", "*", { ArnEquals: { "iam:PolicyARN": arn } })));
    expect(attach("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")).toEqual([]);
    expect(attach("arn:aws:iam::aws:policy/AdministratorAccess")).toHaveLength(1);
    expect(attach("arn:aws:iam::aws:policy/*")).toHaveLength(1);
    expect(attach("arn:aws:iam::111122223333:policy/*")).toHaveLength(1);
  });

  test("that reads only is none", () => {
    expect(
      judged(
        only(
          allow([
            "iam:Get*",
            "iam:List*",
            "iam:SimulatePrincipalPolicy",
            "sts:GetCallerIdentity",
            "sts:GetSessionToken",
            "iam:TagRole",
          ]),
        ),
      ),
    ).toEqual([]);
  });

  test("that removes, or makes what nobody has yet, is none", () => {
    expect(
      judged(
        only(allow(["iam:DeleteUser", "iam:DetachUserPolicy", "iam:CreatePolicy", "iam:CreateRole", "iam:CreateUser"])),
      ),
    ).toEqual([]);
  });
});

describe("what runs under a role already", () => {
  test("is changed on every resource, perhaps by a prefix, not by name", () => {
    const update = (name: string): string[] =>
      judged(only(allow("lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:111122223333:function:${name}`)));
    expect(update("*")).toHaveLength(1);
    expect(update("shop-*")[0]).toMatch(/^\? /);
    expect(update("shop-order")).toEqual([]);
  });

  test("is entered only with a document that runs what the caller says", () => {
    const send = (document: string): string[] =>
      judged(only(allow("ssm:SendCommand", [`arn:aws:ssm:*:*:document/${document}`, "arn:aws:ec2:*:*:instance/*"])));
    expect(send("*")).toHaveLength(1);
    expect(send("AWS-RunShellScript")).toHaveLength(1);
    expect(send("AWS-ConfigureAWSPackage")).toEqual([]);
    expect(judged(only(allow("ssm:SendCommand", "arn:aws:ssm:*:*:document/*")))).toEqual([]);
  });
});

describe("other principals that are known", () => {
  const principal = (arn: string, action: string, trust?: object): object => ({
    arn,
    holdings: { ...only(allow(action)), principal: arn },
    trust: trust && trustOf(trust),
  });
  const trustOf = (Principal: object): unknown => {
    const parsed = parseDocument(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] },
      "trust",
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return parsed.value;
  };
  const judge = (holdings: Holdings, ...principals: object[]): string[] =>
    shown(findEscalations(holdings, { principals: principals as never }));
  const pass = only(allow("iam:PassRole", STRONG), allow("ec2:RunInstances"));

  test("make a name that is given whole strong or weak", () => {
    expect(judge(pass, principal(STRONG, "*"))).toEqual([`= iam:PassRole on ${STRONG} + ec2:RunInstances`]);
    expect(judge(pass, principal(STRONG, "s3:GetObject"))).toEqual([]);
    expect(findEscalations(pass, { principals: [principal(STRONG, "*")] as never })[0]?.outcome).toBe(
      `can take over ${STRONG}`,
    );
  });

  test("lead on over several roles, and in a circle nowhere", () => {
    const middle = { arn: WEAK, holdings: { ...only(allow("sts:AssumeRole", STRONG)), principal: WEAK } };
    const start = only(allow("sts:AssumeRole", WEAK));
    expect(judge(start, middle, principal(STRONG, "*"))).toEqual([`= sts:AssumeRole on ${WEAK}`]);
    const back = { arn: STRONG, holdings: { ...only(allow("sts:AssumeRole", WEAK)), principal: STRONG } };
    expect(judge(start, middle, back)).toEqual([]);
  });

  test("are out of reach where they trust another", () => {
    expect(judge(pass, principal(STRONG, "*", { Service: "lambda.amazonaws.com" }))).toEqual([]);
    expect(judge(pass, principal(STRONG, "*", { Service: "ec2.amazonaws.com" }))).toHaveLength(1);
    const assume = only(allow("sts:AssumeRole", STRONG));
    expect(judge(assume, principal(STRONG, "*", { Service: "ec2.amazonaws.com" }))).toEqual([]);
    expect(judge(assume, principal(STRONG, "*", { AWS: "arn:aws:iam::111122223333:root" }))).toHaveLength(1);
  });
});

describe("a finding", () => {
  test("says what it takes, where that stands and how it is mended", () => {
    const [found] = findEscalations(
      holdingsOf([
        [allow("s3:*"), { Sid: "Pass", ...allow("iam:PassRole", "arn:aws:iam::*:role/*") }],
        [allow("ec2:RunInstances")],
      ]),
    );
    expect(found && placesOf(found)).toEqual(["policy 1, statement 2 (Sid Pass)", "policy 2, statement 1"]);
    expect(found).toMatchObject({
      effect: "launches",
      outcome: "can become administrator: it runs what it likes under any role",
      isCertain: true,
      fix: expect.stringContaining("iam:PassedToService") as string,
    });
  });

  test("of an administrator says so, and nothing else", () => {
    expect(findEscalations(only(allow("*"))).map(({ outcome }) => outcome)).toEqual(["is administrator"]);
    expect(judged(only({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" })).length).toBeGreaterThan(10);
  });

  test("on what is not known yet is possible at most", () => {
    const unknown: Holdings = {
      ...only(allow("s3:GetObject")),
      documents: [
        {
          source: "p",
          document: documentOf({ Effect: "Allow", Action: ["iam:PassRole", "ec2:RunInstances"], Resource: UNKNOWN }),
        },
      ],
    };
    expect(judged(unknown).every((text) => text.startsWith("? "))).toBe(true);
    expect(judged(unknown).length).toBeGreaterThan(0);
  });

  test("takes milliseconds on a document of 10 KB", () => {
    const statements = Array.from({ length: 40 }, (_, index) =>
      allow(
        ["s3:GetObject", "dynamodb:PutItem", "sqs:SendMessage", "lambda:InvokeFunction", "iam:PassRole"],
        [
          `arn:aws:s3:::bucket-${index}/*`,
          `arn:aws:dynamodb:eu-west-1:111122223333:table/table-${index}`,
          `arn:aws:iam::111122223333:role/role-${index}`,
        ],
      ),
    );
    const holdings = only(...statements, allow("ec2:RunInstances"));
    expect(JSON.stringify(statements).length).toBeGreaterThan(10_000);
    expect(findEscalations(holdings)).toEqual([]);
    const begun = performance.now();
    for (let round = 0; round < 20; round++) findEscalations(holdings);
    // Far above what is measured (2 ms at best, 4 ms with others at work), so that a busy machine does not fail it.
    expect((performance.now() - begun) / 20).toBeLessThan(100);
  });
});
