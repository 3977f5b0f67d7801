import type { Deployment } from "@hotline/schemas";
import type { Logger } from "pino";
import type { CallRecordSource } from "../runtime/call-records.ts";
import {
  listCallRecords,
  readCallRecord,
  removeCallRecords,
  TrunkPeers,
  type SwitchSettings,
} from "../switch/freeswitch/index.ts";

/** The records in the switch's folder, with the group and trunk the deployment in force gives a call. */
export function callRecordSource(
  { callRecords: folder, trunk: own }: Pick<SwitchSettings, "callRecords" | "trunk">,
  deployment: () => Deployment,
  log: Logger,
): CallRecordSource {
  return {
    list: () => listCallRecords(folder),
    read: (file) =>
      readCallRecord(file, (aside) => log.error({ file: aside }, "a call record makes no sense; put aside")),
    remove: removeCallRecords,
    routingOf: ({ group, to, source }) => {
      const { accessNumbers, trunks } = deployment();
      const trunk = new TrunkPeers(trunks, own).trunkOf(source);
      const number = Object.values(accessNumbers).find(({ spec }) => spec.number === to);
      const leadsOn = trunk === undefined || number?.spec.trunk === trunk;
      return { group: group ?? (leadsOn ? number?.spec.route.group : undefined), trunk };
    },
  };
}
