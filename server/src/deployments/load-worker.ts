import { parentPort } from "node:worker_threads";
import { loadFiles, type ConfigFile, type LoadOptions } from "@hotline/schemas";

parentPort?.on("message", ({ files, options }: { files: ConfigFile[]; options: LoadOptions }) => {
  parentPort?.postMessage(loadFiles(files, options));
});
