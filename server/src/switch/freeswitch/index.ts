export { FreeSwitch, type FreeSwitchParts } from "./freeswitch.ts";
export { keepSwitchRunning } from "./process/keep-switch.ts";
export { countLegs, ensureSwitchRuns, findFreeSwitch, runningPid, stopSwitch } from "./process/switch-process.ts";
export { salvageRecording, type Salvaged } from "./recordings/salvage.ts";
export { switchSettings, type SwitchOverrides, type SwitchSettings } from "./settings.ts";
export { TrunkPeers } from "./trunk-peers.ts";
export { legEndedOf, type CallRecord } from "./records/call-record.ts";
export {
  listCallRecords,
  readCallRecord,
  readCallRecords,
  removeCallRecords,
  type WaitingRecord,
} from "./records/read-call-records.ts";
