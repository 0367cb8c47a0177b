import type * as pulumi from "@pulumi/pulumi";

/** What every part of a set of backups is made with. */
export interface BackupContext {
  readonly parent: pulumi.ComponentResource;
  /** The component's name, with which every child's begins. */
  readonly name: string;
  readonly tags: Record<string, pulumi.Input<string>>;
  /** Options of what must not be lost. */
  readonly stateful: { readonly protect: boolean };
}
