import {
  loadFiles,
  loadFolder,
  formatProblem,
  type ConfigFile,
  type Deployment,
  type LoadOptions,
} from "@hotline/schemas";
import type { Db } from "../db/index.ts";
import { findInForce } from "../deployments/deployments.queries.ts";
import { StartError } from "./start-error.ts";

export interface DeploymentAtStart {
  readonly deployment: Deployment;
  /** The files to apply, when nothing was ever applied on this database. */
  readonly firstFiles: readonly ConfigFile[] | undefined;
}

/** What is in force; on an empty database the folder the server was started with. @throws StartError in words */
export async function deploymentAtStart(db: Db, folder: string, options: LoadOptions): Promise<DeploymentAtStart> {
  const inForce = await findInForce(db);
  if (inForce === undefined) {
    const { deployment, problems, files } = await loadFolder(folder, options);
    if (deployment === undefined) {
      throw new StartError(
        "start.config-invalid",
        `${folder} has ${problems.length} problems:\n${problems.map(formatProblem).join("\n")}`,
        `hotline config validate ${folder}`,
      );
    }
    return { deployment, firstFiles: files };
  }
  const { deployment, problems } = loadFiles(inForce.files, options);
  if (deployment === undefined) {
    throw new StartError(
      "start.deployment-invalid",
      `the deployment in force is not valid for this version:\n${problems.map(formatProblem).join("\n")}`,
      "start the former version, apply a corrected folder, then start this one",
    );
  }
  return { deployment, firstFiles: undefined };
}
