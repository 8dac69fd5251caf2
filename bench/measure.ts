/** Milliseconds of each of `times` rounds, after some to warm up. */
export async function rounds(times: number, round: (number: number) => Promise<number>): Promise<number[]> {
  for (let number = 0; number < Math.min(20, times); number++) await round(-1 - number);
  const taken: number[] = [];
  for (let number = 0; number < times; number++) taken.push(await round(number));
  return taken.sort((a, b) => a - b);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}
