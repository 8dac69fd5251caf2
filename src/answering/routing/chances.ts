/**
 * How likely each of several is the best, from what is believed of each: Thompson sampling without the sampling. Whoever
 * draws by these chances draws as if each belief had been drawn from once and the highest taken, and knows the chance.
 */

/** What is believed of a share from 0 to 1, as votes for it and against it: a Beta distribution. */
export interface Belief {
  up: number;
  down: number;
  /** What is taken off the share wherever it is compared; nothing unless told. */
  cost?: number | undefined;
}

/**
 * Shares are looked at by their angle, sin² of it: so the width of a belief depends on its votes alone, and a grid that
 * is fine enough for two thousand of them is so everywhere.
 */
const cells = 192;
const width = Math.PI / 2 / cells;
const middles = Float64Array.from({ length: cells }, (_, cell) => (cell + 0.5) * width);
const logSines = middles.map((angle) => Math.log(Math.sin(angle)));
const logCosines = middles.map((angle) => Math.log(Math.cos(angle)));

/** Below half a vote, a belief would be infinitely sure of 0 or of 1. */
const leastVotes = 0.5;

/** They sum to one. */
export function chancesOfBest(beliefs: readonly Belief[]): number[] {
  const spreads = beliefs.map(spreadOf);
  const chances = spreads.map(({ mass, cost }, own) => {
    const all = mass.slice();
    for (const [at, other] of spreads.entries()) {
      if (at === own) continue;
      const below = other.cost === cost ? other.below : moved(other, other.cost - cost);
      for (let cell = 0; cell < cells; cell++) all[cell] = (all[cell] ?? 0) * (below[cell] ?? 0);
    }
    return sumOf(all);
  });
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
}

interface Spread {
  /** The share of the belief in each cell, and what of it lies below each cell's middle. */
  mass: Float64Array;
  below: Float64Array;
  cost: number;
}

function spreadOf({ up, down, cost = 0 }: Belief): Spread {
  const [a, b] = [2 * Math.max(up, leastVotes) - 1, 2 * Math.max(down, leastVotes) - 1];
  const mass = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) mass[cell] = a * (logSines[cell] ?? 0) + b * (logCosines[cell] ?? 0);
  const highest = mass.reduce((one, other) => Math.max(one, other));
  for (let cell = 0; cell < cells; cell++) mass[cell] = Math.exp((mass[cell] ?? 0) - highest);
  const sum = sumOf(mass);
  const below = new Float64Array(cells);
  let before = 0;
  for (let cell = 0; cell < cells; cell++) {
    const share = (mass[cell] ?? 0) / sum;
    mass[cell] = share;
    below[cell] = before + share / 2;
    before += share;
  }
  return { mass, below, cost };
}

/** What of a belief lies below the middle of each cell, were all its shares lower by so much. */
function moved({ below }: Spread, by: number): Float64Array {
  return middles.map((angle) => {
    const share = Math.min(1, Math.max(0, Math.sin(angle) ** 2 + by));
    const place = Math.asin(Math.sqrt(share)) / width - 0.5;
    if (place <= 0) return share === 0 ? 0 : (below[0] ?? 0);
    if (place >= cells - 1) return 1;
    const whole = Math.floor(place);
    const [one, next] = [below[whole] ?? 0, below[whole + 1] ?? 1];
    return one + (place - whole) * (next - one);
  });
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum;
}
