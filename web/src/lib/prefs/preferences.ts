/** What this browser remembers for its user; kept in localStorage under `hotline.<name>`. */
export interface Preferences {
  language: "zh-CN" | "en";
  theme: "system" | "light" | "dark";
  inputDeviceId: string;
  outputDeviceId: string;
  ringDeviceId: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
  hiddenCallColumns: string[];
}

const defaults: Preferences = {
  language: "zh-CN",
  theme: "system",
  inputDeviceId: "",
  outputDeviceId: "",
  ringDeviceId: "",
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  hiddenCallColumns: [],
};

export function readPreference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return parsePreference(name, storage()?.getItem(`hotline.${name}`) ?? null);
}

/** The stored text as a value of the right kind, else the default: another version or a hand may have written it. */
export function parsePreference<Name extends keyof Preferences>(name: Name, stored: string | null): Preferences[Name] {
  const fallback = defaults[name];
  if (stored === null) return fallback;
  try {
    const value: unknown = JSON.parse(stored);
    return isSameKind(value, fallback) && isKnownWord(name, value) ? (value as Preferences[Name]) : fallback;
  } catch {
    return fallback;
  }
}

export function writePreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  storage()?.setItem(`hotline.${name}`, JSON.stringify(value));
}

function isSameKind(value: unknown, example: unknown): boolean {
  if (Array.isArray(example)) return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === typeof example;
}

const words: Partial<Record<keyof Preferences, readonly string[]>> = {
  language: ["zh-CN", "en"],
  theme: ["system", "light", "dark"],
};

function isKnownWord(name: keyof Preferences, value: unknown): boolean {
  const allowed = words[name];
  return allowed === undefined || allowed.includes(String(value));
}

function storage(): Storage | undefined {
  return typeof localStorage === "undefined" ? undefined : localStorage;
}
