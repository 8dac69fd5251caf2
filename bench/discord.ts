import { benchCrowd } from './discord/crowd.ts';
import { benchMemory } from './discord/memory.ts';
import { benchOverhead } from './discord/overhead.ts';
import { benchReactions } from './discord/reactions.ts';

/** Quorum on Discord, in the process that `npm start` starts; the Discord and the model's host are in this one. */
export async function benchDiscord(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const bench of [benchOverhead, benchReactions, benchCrowd, benchMemory]) {
    lines.push(...(await bench(folder)), '');
  }
  return lines.slice(0, -1);
}
