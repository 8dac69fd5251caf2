import { describe, expect, test } from 'vitest';
import { noteTopics } from '../../../src/bot/index.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import { updateTopics } from '../../../src/training/index.ts';
import { scratchStore } from '../../scratch.ts';

const at = (minute: number) => new Date(minute * 60_000);
const subjects = [
  'nvidia wayland monitor flicker',
  'wifi firewall router wireguard',
  'pipewire microphone headset speaker',
].map((words) => words.split(' '));

/** A community with a room for all, a secret one and a direct one; `asks` fills one of them with questions. */
async function startAsking() {
  const store = await scratchStore();
  const community = { id: 'community', platform: 'test', platformId: 'c', name: 'Test', createdAt: at(0) };
  const rooms = ['general', 'secret', 'direct'].map((id) => ({
    ...{ id, platformId: id, name: id, communityId: 'community', createdAt: at(0), open: id === 'general' },
    kind: id === 'direct' ? ('dm' as const) : ('channel' as const),
  }));
  const members = Array.from({ length: 20 }, (_, nth) => ({ id: `member ${nth}`, hash: `${nth}`, createdAt: at(0) }));
  await store.write(async (tx) => {
    await tx.community.create({ data: community });
    await tx.room.createMany({ data: rooms });
    await tx.member.createMany({ data: members });
  });
  const random = createRandom(1);
  let asked = 0;

  async function asks(count: number, roomId = 'general', words?: string[], state: 'answered' | 'refused' = 'answered') {
    const questions = Array.from({ length: count }, () => {
      asked += 1;
      const subject = words ?? subjects[asked % subjects.length] ?? [];
      const text = `How do I set up ${[0, 1, 2].map(() => subject[Math.floor(subject.length * random())]).join(' and ')}?`;
      const own = {
        id: `question ${asked}`,
        messageId: `${asked}`,
        memberId: `member ${asked % 20}`,
        createdAt: at(asked),
      };
      return { ...own, text, communityId: 'community', roomId, platform: 'test', origin: 'message' as const };
    });
    await store.write(async (tx) => {
      await tx.question.createMany({
        data: questions.map(({ text: _, ...own }) => ({ ...own, state, communityWide: roomId === 'general' })),
      });
      await tx.revision.createMany({
        data: questions.map(({ id, text, createdAt }) => ({ questionId: id, number: 1, text, createdAt })),
      });
    });
  }

  return {
    store,
    asks,
    update: (enough = 200) => updateTopics({ store, enough, note: noteTopics }, 'community', at(1e6)),
    topics: () => store.read.topic.findMany({ orderBy: { id: 'asc' } }),
    feed: () => store.read.feedItem.findMany({ orderBy: { createdAt: 'asc' } }),
  };
}

describe('a night', () => {
  test('finds what is often asked about, and tells moderators of it in one item', async () => {
    const { asks, update, topics, feed } = await startAsking();
    await asks(300);
    const { found } = await update();
    const rows = await topics();
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.map(({ name }) => name).sort()).toEqual(found.toSorted());
    expect(rows.every(({ questions, outOf, members }) => questions >= 30 && outOf === 300 && members >= 5)).toBe(true);
    const items = await feed();
    expect(items).toMatchObject([{ kind: 'topics.changed', actor: null, roomId: null }]);
    expect(items[0]?.what).toContain('Found by their words among 300 questions that all may read');
  });

  test('that changes nothing keeps every topic, and is quiet', async () => {
    const { asks, update, topics, feed } = await startAsking();
    await asks(300);
    await update();
    const before = await topics();
    await asks(6);
    await update();
    expect((await topics()).map(({ id, name }) => ({ id, name }))).toEqual(
      before.map(({ id, name }) => ({ id, name })),
    );
    expect(await feed()).toHaveLength(1);
  });

  test('looks for nothing where little is asked, and gives up what was known once that is so', async () => {
    const { asks, update, topics, store, feed } = await startAsking();
    await asks(150);
    await update();
    expect(await topics()).toEqual([]);
    await asks(150);
    await update();
    expect(await topics()).not.toEqual([]);
    await store.write((tx) => tx.question.deleteMany({ where: { createdAt: { lt: at(280) } } }));
    await update();
    expect(await topics()).toEqual([]);
    expect((await feed()).at(-1)?.what).toContain('no more: **');
  });

  test('lets nothing from private rooms, direct messages or refused questions shape a topic', async () => {
    const { asks, update, topics } = await startAsking();
    const private_ = ['salary', 'layoffs', 'lawsuit', 'merger'];
    await asks(300);
    await asks(300, 'secret', private_);
    await asks(300, 'direct', private_);
    await asks(300, 'general', private_, 'refused');
    await update();
    expect(await topics()).not.toEqual([]);
    expect(JSON.stringify(await topics())).not.toMatch(/salar|layoff|lawsuit|merger/);
  });

  test('reads no more than a hundred questions of any member', async () => {
    const { asks, update, store } = await startAsking();
    await asks(400);
    await store.write((tx) => tx.question.updateMany({ data: { memberId: 'member 1' } }));
    expect(await update(100)).toMatchObject({ questions: 100, topics: 0 });
  });
});
