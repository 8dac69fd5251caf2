/** How long something took, of many: so long or less for half of them, and for all but the slowest twentieth. */
export interface Speed {
  p50Ms: number;
  p95Ms: number;
}

/** Undefined where nothing was measured. */
export function speedOf(times: readonly number[]): Speed | undefined {
  if (times.length === 0) return undefined;
  const sorted = Float64Array.from(times).sort();
  // The nearest rank: a time that really was.
  const within = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50Ms: within(0.5), p95Ms: within(0.95) };
}
