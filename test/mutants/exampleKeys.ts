import { generateKeyPairSync } from "node:crypto";

const made: Record<"rsa" | "ed25519", string[]> = { rsa: [], ed25519: [] };

/** Gives public keys one after the other, each program the same ones: making a key takes longest of all. */
export function exampleKeys(): (type?: "rsa" | "ed25519") => string {
  const given = { rsa: 0, ed25519: 0 };
  return (type = "rsa") => {
    const index = given[type]++;
    return (made[type][index] ??= publicKey(type));
  };
}

function publicKey(type: "rsa" | "ed25519"): string {
  const pair = type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  const der = pair.publicKey.export({ type: "spki", format: "der" });
  return (type === "rsa" ? der : der.subarray(-32)).toString("base64");
}
