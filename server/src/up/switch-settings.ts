import { switchSettings, type SwitchOverrides, type SwitchSettings } from "../switch/freeswitch/index.ts";
import type { Home, Secrets } from "./home.ts";
import type { HotlineOptions } from "./options.ts";
import { promptsFolder } from "./prompts.ts";

/** Where this home's switch keeps its files and on which ports it is reached. */
export function switchSettingsOf(
  home: Home,
  secrets: Secrets,
  options: Partial<Pick<HotlineOptions, "switchPorts" | "rtpPorts" | "configFolder">>,
): SwitchSettings {
  const needed = {
    folder: home.freeswitch,
    recordings: home.recordings,
    callRecords: home.callRecords,
    eventSocketPassword: secrets.eventSocketPassword,
    askPassword: secrets.askPassword,
  };
  const usual = switchSettings(needed);
  const { switchPorts: first, rtpPorts, configFolder } = options;
  const overrides: SwitchOverrides = {
    ...(configFolder !== undefined && { prompts: promptsFolder(configFolder) }),
    ...(first !== undefined && {
      eventSocketPort: first,
      askPort: first + 1,
      agents: { ...usual.agents, sipPort: first + 2, wsPort: first + 3 },
      trunk: { ...usual.trunk, port: first + 4 },
    }),
    ...(rtpPorts !== undefined && { rtp: { ...usual.rtp, firstPort: rtpPorts.first, lastPort: rtpPorts.last } }),
  };
  return switchSettings(needed, overrides);
}
