import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ms, percentile } from '../measure.ts';
import { startQuorum } from './bots.ts';
import { lastWord, type Span, startHost } from './host.ts';
import { type Asked, hasBothThumbs, openTown } from './town.ts';

const size = { channels: 40, people: 200 };
/** Who waits less than this need not be told of a place. */
const soonMs = 2_000;
const patienceMs = 120_000;

/** Everybody asks at once, and Discord's usual limits hold. */
export async function benchCrowd(folder: string): Promise<string[]> {
  const own = join(folder, 'crowd');
  mkdirSync(own);
  const host = await startHost();
  const town = await openTown(size);
  const settings = { QUORUM_LIMITS_QUEUE_LENGTH: '300' };
  const quorum = await startQuorum({ folder: own, discord: town.discord, ollamaUrl: host.url, settings });
  const answered: (Asked & { number: number })[] = [];
  try {
    const asking = town.people.map(async (person, number) => {
      const channel = town.channels[number % size.channels];
      if (!channel) throw new Error('The town is empty.');
      const text = `Could the store of Nix keep garbage number ${number}?`;
      const isAnswer = (said: string) => !said.startsWith('-# '); // as signs of life begin
      const asked = await town.ask({
        channel,
        person,
        text,
        isAnswer,
        isOver: (message) => isWhole(message.content) || hasBothThumbs(message),
      });
      answered.push({ ...asked, number });
    });
    await Promise.race([Promise.all(asking), setTimeout(patienceMs, undefined, { ref: false })]);
  } finally {
    await quorum.stop();
    await Promise.all([town.close(), host.close()]);
  }

  const spanOf = new Map(host.spans.map((span) => [Number(/number (\d+)\?/.exec(span.question)?.[1]), span]));
  const waited = answered.filter(({ number, askedAt }) => (spanOf.get(number)?.from ?? 0) - askedAt > soonMs);
  const told = waited.filter(({ said, textAt }) =>
    said.some(({ at, text }) => at < textAt && /ahead of yours/.test(text)),
  );
  const byModel = answered.filter(({ message }) => isWhole(message.content)).length;
  const sorted = (list: number[]) => list.sort((a, b) => a - b);
  const signs = sorted(answered.map(({ said, askedAt }) => (said[0]?.at ?? Number.NaN) - askedAt));
  const late = sorted(
    answered.flatMap(({ number, overAt }) => {
      const span = spanOf.get(number);
      return span ? [overAt - span.to] : [];
    }),
  );
  const held = town.discord.requests.filter(({ status }) => status === 429).length;
  return [
    `${size.people} members ask at once in ${size.channels} rooms, within Discord's usual limits (room for 300 in the queue)`,
    `  answered                       ${answered.length} (bar ${size.people}), ${byModel} of them by the model`,
    `  told of a place in the queue   ${told.length} of ${waited.length} who waited more than ${soonMs / 1000} s`,
    `  the model kept busy            ${(busyShare(host.spans) * 100).toFixed(1)} % (bar 98 %)`,
    `  asked → first sign of life     p50 ${ms(percentile(signs, 0.5))}   p99 ${ms(percentile(signs, 0.99))}`,
    `  model done → whole answer      p50 ${ms(percentile(late, 0.5))}   p99 ${ms(percentile(late, 0.99))}`,
    `  requests that Discord refused  ${held}`,
  ];
}

function isWhole(text: string): boolean {
  return text.includes(lastWord);
}

/** The model's own time, of the time from its first question to the end of its last. */
function busyShare(spans: readonly Span[]): number {
  const busy = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return busy / (to - from);
}
