/** How high bars are drawn: to a round number, and one that towers above all others is broken off, so that those can be seen. */
export interface BarScale {
  top: number;
  /** From one line across to the next. */
  step: number;
  /** Whether a bar is higher than there is room for. */
  breaks(value: number): boolean;
}

/** With fewer bars than these, there is no telling which is out of line. */
const fewest = 4;
/** So many times as high as nine in ten of the others. */
const towering = 4;
const lines = 4;

export function barScale(values: readonly number[]): BarScale {
  const heights = values.filter((value) => value > 0).sort((one, other) => one - other);
  const highest = heights.at(-1) ?? 0;
  const usual = heights[Math.floor(0.9 * (heights.length - 1))] ?? 0;
  const isTorn = heights.length >= fewest && highest > towering * usual;
  const reach = isTorn ? usual * 1.5 : highest;
  const step = roundStep(reach / lines);
  const top = Math.max(step, Math.ceil(reach / step) * step);
  return { top, step, breaks: (value) => value > top };
}

/** The next of 1, 2, 5, 10, 20, 50 and so on: whole, as what is counted is. */
function roundStep(atLeast: number): number {
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, atLeast))));
  return [1, 2, 5].map((digit) => digit * magnitude).find((step) => step >= atLeast) ?? 10 * magnitude;
}
