import { readPreference, writePreference } from "#lib/prefs/preferences.ts";

export interface AudioDevice {
  readonly id: string;
  /** Empty until the page may use a microphone. */
  readonly label: string;
}

class AudioDevices {
  inputs: readonly AudioDevice[] = $state.raw([]);
  outputs: readonly AudioDevice[] = $state.raw([]);

  inputDeviceId: string = $state(readPreference("inputDeviceId"));
  outputDeviceId: string = $state(readPreference("outputDeviceId"));
  ringDeviceId: string = $state(readPreference("ringDeviceId"));

  choose(name: "inputDeviceId" | "outputDeviceId" | "ringDeviceId", deviceId: string): void {
    this[name] = deviceId;
    writePreference(name, deviceId);
  }

  async refresh(): Promise<void> {
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (!devices) return;
    const found = await devices.enumerateDevices();
    // "default" repeats another entry; the empty id stands for it in our lists.
    const listed = (kind: MediaDeviceKind): AudioDevice[] =>
      found
        .filter((device) => device.kind === kind && device.deviceId !== "" && device.deviceId !== "default")
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.inputs = listed("audioinput");
    this.outputs = listed("audiooutput");
  }
}

export const audioDevices = new AudioDevices();
