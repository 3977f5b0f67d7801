import { pino, type DestinationStream, type Logger } from "pino";

/** One JSON object per line; what would let a reader of the log in is cut out wherever it stands. */
export function makeLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["authorization", "cookie", "password", "token", "oneTimePassword", "secret", "ha1"].flatMap((name) => [
        name,
        `*.${name}`,
        `*.*.${name}`,
      ]),
      censor: "[cut out]",
    },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}
