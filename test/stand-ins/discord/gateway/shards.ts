/** Which shard hears of which guild. Everything outside of guilds goes to the first. */
import type { Shard } from './session.ts';

export function isShard([id, count]: Shard): boolean {
  return count > 0 && id >= 0 && id < count;
}

export function isOnShard(guildId: string | undefined, [id, count]: Shard): boolean {
  if (guildId === undefined) return id === 0;
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}
