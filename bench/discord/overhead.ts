import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCommunity } from '../community.ts';
import { ms, percentile } from '../measure.ts';
import { databaseIn, startBareBot, startQuorum } from './bots.ts';
import { firstWord, lastWord, startHost } from './host.ts';
import { hasBothThumbs, openTown, type Town, unlimited } from './town.ts';

const entries = 10_000;
const warmUp = 20;
const times = 300;

/** A mention → the model asked, and → its first words to be read: Quorum beside a bare bot, by turns. */
export async function benchOverhead(folder: string): Promise<string[]> {
  const own = join(folder, 'overhead');
  mkdirSync(own);
  const host = await startHost();
  const size = { channels: 50, people: 200 };
  const [ours, bares] = [await openTown(size, unlimited), await openTown(size, unlimited)];
  const place = { platform: 'discord', platformId: ours.guildId };
  const { store } = await openCommunity(databaseIn(own), entries, place);
  await store.close();
  const settings = {
    QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_MEMBER: '1000',
    QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_ROOM: '10000',
  };
  const bots = [
    await startQuorum({ folder: own, discord: ours.discord, ollamaUrl: host.url, settings }),
    await startBareBot(bares.discord, host.url),
  ];
  const taken = { quorum: createTimes(), bare: createTimes() };
  try {
    for (let number = -warmUp; number < times; number++) {
      const isCounted = number >= 0;
      const quorum = await askOnce(ours, number, (message) => hasBothThumbs(message));
      const bare = await askOnce(bares, number, ({ content }) => content.endsWith(lastWord));
      if (isCounted) taken.quorum.add(quorum);
      if (isCounted) taken.bare.add(bare);
    }
  } finally {
    for (const bot of bots) await bot.stop();
    await Promise.all([ours.close(), bares.close(), host.close()]);
  }

  async function askOnce(town: Town, number: number, isOver: Parameters<Town['ask']>[0]['isOver']) {
    const at = number + warmUp;
    const [channel, person] = [town.channels[at % size.channels], town.people[at % size.people]];
    if (!channel || !person) throw new Error('The town is empty.');
    const before = host.spans.length;
    const text = `Could the store of Nix keep garbage number ${at}?`;
    const { askedAt, textAt } = await town.ask({
      channel,
      person,
      text,
      isAnswer: (said) => said.includes(firstWord),
      isOver,
    });
    const span = host.spans[before];
    if (!span || host.spans.length !== before + 1) throw new Error('The model was not asked just once.');
    return { toModel: span.from - askedAt, toText: textAt - askedAt };
  }

  const asked = compare(taken.quorum.toModel, taken.bare.toModel);
  const shown = compare(taken.quorum.toText, taken.bare.toText);
  return [
    `a mention on Discord, over ${entries.toLocaleString('en')} entries (lexical); ${times} by turns`,
    '  → model asked',
    `    Quorum            ${asked.quorum}`,
    `    bare discord.js   ${asked.bare}`,
    `    Quorum adds       ${asked.adds} (bar 8 and 30)`,
    '  → first words to be read',
    `    Quorum            ${shown.quorum}`,
    `    bare discord.js   ${shown.bare}`,
    `    Quorum adds       ${shown.adds}`,
  ];
}

function createTimes() {
  const toModel: number[] = [];
  const toText: number[] = [];
  return {
    toModel,
    toText,
    add(one: { toModel: number; toText: number }) {
      toModel.push(one.toModel);
      toText.push(one.toText);
    },
  };
}

function compare(quorum: number[], bare: number[]) {
  const at = (list: number[], share: number) =>
    percentile(
      list.toSorted((a, b) => a - b),
      share,
    );
  const describe = (list: number[]) => `p50 ${ms(at(list, 0.5))}   p99 ${ms(at(list, 0.99))}`;
  const [p50, p99] = [0.5, 0.99].map((share) => at(quorum, share) - at(bare, share));
  const ratio = at(quorum, 0.5) / at(bare, 0.5);
  return {
    quorum: describe(quorum),
    bare: describe(bare),
    adds: `p50 ${ms(p50 ?? Number.NaN)}   p99 ${ms(p99 ?? Number.NaN)}   ratio of the medians ${ratio.toFixed(1)}`,
  };
}
