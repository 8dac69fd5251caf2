import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sqliteConnection } from '../../src/store/connection.ts';
import { databaseIn, startQuorum } from './bots.ts';
import { firstWord, startHost } from './host.ts';
import { hasBothThumbs, openTown, unlimited } from './town.ts';

const size = { channels: 10, people: 200 };
const commits = 500;
const bursts = 3;

/** Thumbs as fast as the gateway tells of them → every vote on disk, beside bare commits on the same disk. */
export async function benchReactions(folder: string): Promise<string[]> {
  const own = join(folder, 'reactions');
  mkdirSync(own);
  const host = await startHost();
  const town = await openTown(size, unlimited);
  const { discord, channels, people } = town;
  const quorum = await startQuorum({ folder: own, discord, ollamaUrl: host.url });
  const file = databaseIn(own).replace(/^file:/, '');
  const reader = new Database(file, { readonly: true });
  const votes = reader.prepare('SELECT count(*) FROM Vote').pluck();
  const perSecond: number[] = [];
  const bare: number[] = [];
  const asked = () => discord.requests.filter(({ path }) => path.includes('/members/')).length;
  const total = channels.length * people.length;
  try {
    const answers = await Promise.all(
      channels.map(async (channel, number) => {
        const person = people[number];
        if (!person) throw new Error('The town is empty.');
        const text = `Could the store of Nix keep garbage number ${number}?`;
        const isAnswer = (said: string) => said.includes(firstWord);
        return (await town.ask({ channel, person, text, isAnswer, isOver: hasBothThumbs })).message;
      }),
    );
    for (let burst = 0; burst < bursts; burst++) {
      bare.push(await bareCommits(own, burst));
      const startedAt = performance.now();
      for (const person of people) for (const answer of answers) person.reacts(answer, '👍');
      await until(() => votes.get() === total);
      perSecond.push(total / ((performance.now() - startedAt) / 1000));
      for (const person of people) for (const answer of answers) person.unreacts(answer, '👍');
      await until(() => votes.get() === 0);
    }
  } finally {
    reader.close();
    await quorum.stop();
    await Promise.all([town.close(), host.close()]);
  }
  const [ours, raw] = [median(perSecond), median(bare)];
  return [
    `${total.toLocaleString('en')} thumbs by ${people.length} members on ${channels.length} answers at once, the median of ${bursts} times`,
    `  votes on disk         ${Math.round(ours)} a second; Discord was asked about members ${asked()} times`,
    `  bare SQLite commits   ${Math.round(raw)} a second`,
    `  share                 ${Math.round((ours / raw) * 100)} % (bar 50 %)`,
  ];
}

async function bareCommits(folder: string, round: number): Promise<number> {
  const connection = await sqliteConnection(`file:${join(folder, `bare-${round}.db`)}`).connect();
  await connection.executeScript(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE Vote (name, value)',
  );
  const startedAt = performance.now();
  for (let number = 0; number < commits; number++) {
    await connection.executeScript(`INSERT INTO Vote VALUES ('bare ${number}', 1)`);
  }
  const perSecond = commits / ((performance.now() - startedAt) / 1000);
  await connection.dispose();
  return perSecond;
}

/** Looks again and again, because another process writes. */
async function until(isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > 120_000)
      throw new Error('Votes were lost: they are not all there after two minutes.');
    await setTimeout(5);
  }
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}
