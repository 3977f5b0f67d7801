const secondMs = 1000;

/** 0:42 or 1:02:09. A negative duration (clocks a little apart) counts as nothing. */
export function formatDuration(durationMs: number): string {
  const { hours, minutes, seconds } = parts(durationMs);
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(seconds)}` : `${String(minutes)}:${two(seconds)}`;
}

/** 00:12:40, for places whose width must not change. */
export function formatLongDuration(durationMs: number): string {
  const { hours, minutes, seconds } = parts(durationMs);
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

/** A countdown shows 0:01 until it is over. */
export function formatCountdown(leftMs: number): string {
  return formatDuration(Math.ceil(Math.max(0, leftMs) / secondMs) * secondMs);
}

function parts(durationMs: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.floor(Math.max(0, durationMs) / secondMs);
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
