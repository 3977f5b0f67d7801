import { existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Deployment, Environment } from "@hotline/schemas";
import { DEFAULT_MUSIC } from "./names.ts";
import { renderConfiguration } from "./render/configuration.ts";
import { streamName, type MusicStream } from "./render/music.ts";
import { OWN_SOUNDS, promptsOf, soundFile } from "./render/sounds.ts";
import { placeSound, writeConfiguration } from "./render/write.ts";
import type { SwitchSettings } from "./settings.ts";

const PROMPTS = fileURLToPath(new URL("../../../../freeswitch/prompts/", import.meta.url));
const WAITING_MUSIC = "waiting-music.wav";
const DEFAULT_THANKS: (typeof OWN_SOUNDS)[number] = "survey-thanks";
const TEST_CALLER = "test-caller.wav";

export interface Configured {
  /** Of the files; a switch that has read others says so. */
  readonly version: string;
  /** The streams that may be played. */
  readonly streams: ReadonlySet<string>;
  /** Prompts that may be played → their files. */
  readonly sounds: ReadonlyMap<string, string>;
}

/** Renders a deployment into the switch's folder; a running switch takes it up with `applyConfiguration`. */
export function configure(deployment: Deployment, settings: SwitchSettings, environment: Environment): Configured {
  for (const folder of [settings.folder, settings.recordings, settings.callRecords]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const streams = musicStreams(deployment, settings);
  const testPrompt = placeSound(settings.folder, TEST_CALLER, join(PROMPTS, TEST_CALLER));
  const sounds = placeSounds(deployment, settings);
  const thanks =
    sounds.get(deployment.organization.spec.survey?.thanksPrompt ?? "") ?? sounds.get(DEFAULT_THANKS) ?? "";
  const files = renderConfiguration({ deployment, settings, streams, testPrompt, thanks, environment });
  const version = writeConfiguration(settings.folder, files);
  return { version, streams: new Set(streams.map(({ name }) => name)), sounds };
}

/** What comes along, and each prompt of the configuration whose file is there. */
function placeSounds(deployment: Deployment, settings: SwitchSettings): Map<string, string> {
  const sounds = new Map<string, string>();
  for (const name of OWN_SOUNDS) {
    sounds.set(name, placeSound(settings.folder, `${name}.wav`, join(PROMPTS, `${name}.wav`)));
  }
  for (const prompt of promptsOf(deployment)) {
    const source = settings.prompts === undefined ? undefined : join(settings.prompts, basename(prompt));
    if (source === undefined || !existsSync(source)) continue;
    sounds.set(prompt, placeSound(settings.folder, soundFile(prompt), source));
  }
  return sounds;
}

/** The default music, and each music of a group whose file is there; a stream without files would end the leg it plays to. */
function musicStreams(deployment: Deployment, settings: SwitchSettings): MusicStream[] {
  const wanted = [...new Set(Object.values(deployment.groups).map(({ spec }) => spec.music))].sort();
  const sources = new Map([[DEFAULT_MUSIC, join(PROMPTS, WAITING_MUSIC)]]);
  for (const music of wanted) {
    const source = settings.prompts === undefined ? undefined : join(settings.prompts, basename(music));
    if (music !== DEFAULT_MUSIC && source !== undefined && existsSync(source)) sources.set(music, source);
  }
  return [...sources].map(([music, source]) => {
    const name = streamName(music);
    placeSound(settings.folder, join(name, "music.wav"), source);
    return { name, folder: join(settings.folder, "sounds", name) };
  });
}
