/** One measured figure, printed as one line of JSON. `peer` names what it was measured against in the same run. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: "ms" | "us" | "mb" | "count" | "ratio";
  readonly peer?: string;
  readonly peerValue?: number;
  /** The least any system could take, measured in the same run. */
  readonly floorValue?: number;
}

export function printFigure(figure: Figure): void {
  const ratio =
    figure.peerValue !== undefined && figure.peerValue > 0 ? { ratio: round(figure.value / figure.peerValue) } : {};
  process.stdout.write(
    `${JSON.stringify({
      ...figure,
      value: round(figure.value),
      ...(figure.peerValue === undefined ? {} : { peerValue: round(figure.peerValue) }),
      ...(figure.floorValue === undefined ? {} : { floorValue: round(figure.floorValue) }),
      ...ratio,
    })}\n`,
  );
}

/** Nearest-rank percentile; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
