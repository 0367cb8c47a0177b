import type { PolicyPackConfig } from "@pulumi/policy";
import audit from "./presets/audit.json";
import baseline from "./presets/baseline.json";
import pci from "./presets/pci.json";
import strict from "./presets/strict.json";

/** `baseline` is the default; `pci` and `strict` make more rules mandatory; `audit` blocks nothing. */
export type PresetName = "baseline" | "pci" | "strict" | "audit";

/** Levels for a purpose. Each is also a file that `--policy-pack-config` takes as it is. */
export const presets = { baseline, pci, strict, audit } as Record<PresetName, PolicyPackConfig>;
