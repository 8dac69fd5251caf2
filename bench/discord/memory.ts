import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createCommunity } from '../../test/stand-ins/discord/index.ts';
import { type BotProcess, startBareBot, startQuorum } from './bots.ts';
import { openTown, unlimited } from './town.ts';

const guildCounts = [1, 100, 1000];
const channelCount = 50;
const idleMs = 10_000;

/** What the process of `npm start` holds when nothing happens, beside a bare bot with discord.js's own options. */
export async function benchMemory(folder: string): Promise<string[]> {
  const lines = [`memory after ${idleMs / 1000} s of nothing, servers of ${channelCount} channels; a second start`];
  for (const guilds of guildCounts) {
    const own = join(folder, `memory-${guilds}`);
    mkdirSync(own);
    const town = await openTown({ channels: channelCount, people: 1 }, unlimited);
    const { discord } = town;
    for (let guild = 1; guild < guilds; guild++) {
      const community = createCommunity(discord.desk, `Server ${guild}`);
      for (let channel = 0; channel < channelCount; channel++) community.channel(`room-${channel}`);
    }
    const start = () => startQuorum({ folder: own, discord });
    const first = await start();
    await setTimeout(idleMs); // until it knows every server
    await first.stop();
    const quorum = await residentOf(await start());
    const bare = await residentOf(await startBareBot(discord));
    await town.close();
    const bar = guilds === 1 ? ' (bar 150)' : '';
    lines.push(
      `  ${String(guilds).padStart(4)} ${guilds === 1 ? 'server ' : 'servers'}   Quorum ${quorum} MiB${bar}   bare discord.js ${bare} MiB`,
    );
  }
  return lines;
}

async function residentOf(bot: BotProcess): Promise<number> {
  await setTimeout(idleMs);
  const resident = bot.residentMiB();
  await bot.stop();
  return resident;
}
