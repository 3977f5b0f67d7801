import { readPreference } from "#lib/prefs/preferences.ts";

export type MicrophoneTrouble = "refused" | "missing" | "busy" | "insecure";

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble;
  constructor(trouble: MicrophoneTrouble, options?: ErrorOptions) {
    super(`microphone ${trouble}`, options);
    this.name = "MicrophoneError";
    this.trouble = trouble;
  }
}

/** Opens the chosen microphone, or the system's where the chosen one is not plugged in. Throws MicrophoneError. */
export async function openMicrophone(): Promise<MediaStream> {
  // Absent on plain http, except localhost (W3C Secure Contexts).
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices) throw new MicrophoneError("insecure");
  const deviceId = readPreference("inputDeviceId");
  const audio: MediaTrackConstraints = {
    echoCancellation: readPreference("echoCancellation"),
    noiseSuppression: readPreference("noiseSuppression"),
    autoGainControl: readPreference("autoGainControl"),
    ...(deviceId === "" ? {} : { deviceId: { ideal: deviceId } }),
  };
  try {
    return await devices.getUserMedia({ audio, video: false });
  } catch (cause) {
    throw new MicrophoneError(troubleOf(cause instanceof DOMException ? cause.name : ""), { cause });
  }
}

/** The names getUserMedia rejects with (W3C Media Capture and Streams, 9.3.1). */
export function troubleOf(errorName: string): MicrophoneTrouble {
  if (errorName === "NotAllowedError") return "refused";
  if (errorName === "SecurityError") return "insecure";
  if (errorName === "NotFoundError" || errorName === "OverconstrainedError") return "missing";
  return "busy";
}

export function closeStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
