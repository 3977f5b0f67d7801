import { createHash } from "node:crypto";
import type { Deployment } from "./deployment.ts";

/** JSON with sorted keys: equal text for equal values, however they were put together. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** SHA-256 in hex; the same for deployments that mean the same, whatever their files, comments and order. */
export function deploymentHash(deployment: Deployment): string {
  return createHash("sha256").update(canonicalJson(deployment)).digest("hex");
}

export function sameDeployment(a: Deployment | undefined, b: Deployment | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
