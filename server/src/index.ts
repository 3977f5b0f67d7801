export {
  switchChoiceFrom,
  type HotlineOptions,
  type RunningHotline,
  type StartStep,
  type SwitchChoice,
} from "./up/options.ts";
export { startHotline } from "./up/start-hotline.ts";
export { stopLeftRunning, type StoppedParts } from "./up/stop-left-running.ts";
