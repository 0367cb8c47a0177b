import type { PolicyPackConfig } from "@pulumi/policy";
import audit from "./presets/audit.json";
import baseline from "./presets/baseline.json";
import pci from "./presets/pci.json";
import strict from "./presets/strict.json";

/** Levels for a purpose. Each is also a file that `--policy-pack-config` takes as it is. */
export const presets = { baseline, pci, strict, audit } satisfies Record<string, PolicyPackConfig>;

export type PresetName = keyof typeof presets;
