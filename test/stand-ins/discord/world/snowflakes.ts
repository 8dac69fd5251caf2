/** Ids as Discord makes them: the milliseconds since 2015 in the upper bits, so that their order is that of time. */

const discordEpochMs = 1_420_070_400_000;
const idsPerMs = 1n << 22n;

/** Every id is greater than the one before, within a millisecond and where a clock stands still. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const first = snowflakeAt(now());
    last = first > last ? first : last + 1n;
    return String(last);
  };
}

function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, Math.trunc(ms) - discordEpochMs)) * idsPerMs;
}

export function timeOf(snowflake: string): number {
  return Number(BigInt(snowflake) / idsPerMs) + discordEpochMs;
}

export function compareIds(one: string, other: string): number {
  const difference = BigInt(one) - BigInt(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
