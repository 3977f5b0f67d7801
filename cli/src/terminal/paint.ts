/** Colours only where a person sees them: on a terminal, unless NO_COLOR is set (no-color.org) or it cannot show any. */
const enabled = process.stdout.isTTY && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

const codes = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;

export function paint(style: keyof typeof codes, text: string): string {
  return enabled ? `\u001b[${String(codes[style])}m${text}\u001b[0m` : text;
}
