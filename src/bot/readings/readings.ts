/** What moderators look at, as data: for a page that shows it otherwise than as a message, and acts on it by commands. */
import { type ChartData, chartData } from '../charts/index.ts';
import type { Call, Command, CommandParts } from '../commands/command.ts';
import { feed } from '../commands/feed.ts';
import { gaps } from '../commands/gaps.ts';
import { lessonsShow } from '../commands/lessons-show.ts';
import { progress } from '../commands/progress.ts';
import { refuseLower } from '../commands/refuse.ts';
import type { GivenCall } from '../commands/registry.ts';
import { review } from '../commands/review.ts';
import { stats, statsRange } from '../commands/stats.ts';
import { readFeed } from '../feed/read-feed.ts';
import type { FeedTopic } from '../feed/record.ts';
import type { Gap } from '../gaps/find-gaps.ts';
import { readGaps } from '../gaps/read-gaps.ts';
import { listLessons } from '../lessons/find-lesson.ts';
import { type Period, readStats } from '../stats/index.ts';
import { type FeedReading, feedReading } from './feed-reading.ts';
import { type LessonReading, lessonReading } from './lesson-reading.ts';
import { type ProgressReading, readProgress } from './progress-reading.ts';
import { readWaiting, type WaitingReading } from './waiting-reading.ts';

/** Whoever looks, and where. */
export type Looking = Omit<GivenCall, 'progress'>;

/** Of a list, as much as was wanted, and how much there is. */
export interface Some<Item> {
  items: Item[];
  total: number;
}

/** Each throws a `Failure` with a sentence for whoever may not see it: who may, the command says that tells the same. */
export interface Readings {
  review(looking: Looking, most: number): Promise<Some<WaitingReading>>;
  feed(looking: Looking, topic: FeedTopic | undefined, most: number): Promise<Some<FeedReading>>;
  gaps(looking: Looking, most: number): Promise<Some<Gap>>;
  stats(looking: Looking, period: Period): Promise<ChartData>;
  progress(looking: Looking): Promise<ProgressReading>;
  lessons(looking: Looking): Promise<LessonReading[]>;
}

type Parts = Pick<CommandParts, 'store' | 'clock' | 'bot'>;
type Here = { communityId: string; roomId: string; now: Date };

export function createReadings(parts: Parts): Readings {
  const { store, clock, bot } = parts;

  async function admit({ actor, community, room }: Looking, command: Command): Promise<Here & Pick<Call, 'rank'>> {
    const rank = await bot.rankOf(actor, community.id);
    refuseLower(rank, command.permission, `\`/${command.name}\``);
    return { communityId: community.id, roomId: room.id, now: new Date(clock.now()), rank };
  }

  return {
    async review(looking, most) {
      const here = await admit(looking, review);
      return readWaiting(store.read, here, most);
    },

    async feed(looking, topic, most) {
      const here = await admit(looking, feed);
      const { items, total } = await readFeed(store.read, here, { topic, page: 1, pageSize: most });
      return { items: items.map(feedReading), total };
    },

    async gaps(looking, most) {
      const here = await admit(looking, gaps);
      const all = await readGaps(store.read, here);
      return { items: all.slice(0, most), total: all.length };
    },

    async stats(looking, period) {
      const { rank, now } = await admit(looking, stats);
      return chartData(await readStats(store, statsRange(period, { ...looking, rank, now }), looking.signal));
    },

    async progress(looking) {
      const here = await admit(looking, progress);
      return readProgress(store.rows, here);
    },

    async lessons(looking) {
      const { communityId } = await admit(looking, lessonsShow);
      return (await listLessons(store.read, communityId)).map(lessonReading);
    },
  };
}
