export { FreeSwitch, type FreeSwitchParts } from "./freeswitch.ts";
export { ensureSwitchRuns, findFreeSwitch, runningPid, stopSwitch } from "./process/switch-process.ts";
export { salvageRecording, type Salvaged } from "./recordings/salvage.ts";
export { parseRecordingPath } from "./recordings/recording-path.ts";
export { PHONE_REALM, switchSettings, type SwitchOverrides, type SwitchSettings } from "./settings.ts";
export { TrunkPeers } from "./trunk-peers.ts";
export { SwitchError } from "./errors.ts";
export { legEndedOf, type CallRecord } from "./records/call-record.ts";
export {
  listCallRecords,
  readCallRecord,
  readCallRecords,
  removeCallRecords,
  type WaitingRecord,
} from "./records/read-call-records.ts";
