import type { Deployment } from "@hotline/schemas";
import type { Logger } from "pino";
import type { CallRecordSource } from "../runtime/call-records.ts";
import { listCallRecords, readCallRecord, removeCallRecords, TrunkPeers } from "../switch/freeswitch/index.ts";

/** The records in the switch's folder, with the group and trunk the deployment in force gives a call. */
export function callRecordSource(folder: string, deployment: () => Deployment, log: Logger): CallRecordSource {
  return {
    list: () => listCallRecords(folder),
    read: (file) =>
      readCallRecord(file, (aside) => log.error({ file: aside }, "a call record makes no sense; put aside")),
    remove: removeCallRecords,
    routingOf: ({ group, to, sourceAddress }) => {
      const { accessNumbers, trunks } = deployment();
      const number = Object.values(accessNumbers).find(({ spec }) => spec.number === to);
      return { group: group ?? number?.spec.route.group, trunk: new TrunkPeers(trunks).trunkOf(sourceAddress) };
    },
  };
}
