import type { Deployment } from "@hotline/schemas";
import { testDeployment, type DeploymentOptions } from "./deployment.ts";

export interface FloorOptions extends DeploymentOptions {
  /** Left out, nobody is asked for a rating. */
  readonly survey?: NonNullable<Deployment["organization"]["spec"]["survey"]>;
}

/** 报修 with the agents 1001 to 1003, and 后勤 with the agents 1004 and 1005. */
export function floorDeployment({ survey, ...options }: FloorOptions = {}): Deployment {
  const one = testDeployment(options);
  const { repair } = one.groups;
  const template = one.agents["agent-1001"];
  if (repair === undefined || template === undefined) throw new Error("the small hospital has changed");
  const agentOf = (extension: string): Deployment["agents"][string] => ({
    ...template,
    name: `agent-${extension}`,
    label: `坐席 ${extension}`,
    spec: { ...template.spec, extension, groups: [{ group: "supply", priority: 1 }] },
  });
  return {
    ...one,
    organization: {
      ...one.organization,
      spec: { ...one.organization.spec, ...(survey === undefined ? {} : { survey }) },
    },
    groups: { ...one.groups, supply: { ...repair, name: "supply", label: "后勤" } },
    agents: {
      ...one.agents,
      ...Object.fromEntries(["1004", "1005"].map((extension) => [`agent-${extension}`, agentOf(extension)])),
    },
  };
}
