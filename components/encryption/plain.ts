import * as pulumi from "@pulumi/pulumi";
import { checkKeyArn } from "../../baseline/encryption/place.js";
import { UNKNOWN, type Maybe } from "../../baseline/unknown.js";
import { refuse } from "../email/inputProblems.js";

/** A text as far as it is plain. */
export function plain(value: pulumi.Input<string>): Maybe<string> {
  return typeof value === "string" ? value : UNKNOWN;
}

/** Texts as far as they are plain. */
export function plainAll(values: readonly pulumi.Input<string>[] = []): Maybe<string>[] {
  return values.map(plain);
}

/** A key's ARN, refused as soon as it is known where it is none: until then nothing takes the key. */
export function checkedKey(
  component: string,
  keyArn: pulumi.Input<string>,
  region: string | undefined,
): pulumi.Output<string> {
  return pulumi.output(keyArn).apply((arn) => {
    refuse(component, checkKeyArn("keyArn", arn, region));
    return arn;
  });
}
