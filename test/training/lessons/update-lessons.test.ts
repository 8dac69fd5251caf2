import { expect, test } from 'vitest';
import type { Lesson } from '../../../src/store/index.ts';
import { type LessonChange, updateLessons } from '../../../src/training/index.ts';
import { startVoting } from './voting-community.ts';

async function startLessons() {
  const voting = await startVoting();
  const { store, communityId } = voting;
  const changes: LessonChange[] = [];
  const note = async (_: unknown, change: LessonChange) => void changes.push(change);
  const steps = (where: Partial<Pick<Lesson, 'category'>> = { category: '' }) =>
    store.read.lesson.findFirst({ where: { communityId, feature: 'steps', saying: 'approved', ...where } });
  return {
    ...voting,
    changes,
    look: () => updateLessons({ store, verdictWeight: 3, note }, communityId, new Date(0)),
    steps,
    async change(data: Partial<Pick<Lesson, 'state' | 'wording' | 'isEdited'>>) {
      await store.write((tx) => tx.lesson.updateMany({ where: { communityId, feature: 'steps' }, data }));
    },
  };
}

test('what votes say becomes a lesson, with the figures and the answers behind it', async () => {
  const { vote, look, steps, changes, store, secret } = await startLessons();
  await vote(120);
  await look();
  const lesson = await steps();
  expect(lesson).toMatchObject({ direction: 1, wording: 'Give numbered steps.', state: 'active' });
  expect(lesson?.finding).toMatch(
    /^Answers in numbered steps are approved 9\d % \(60 answers, 2\d members\), others 2\d % \(60 answers, 2\d members\)\.$/,
  );
  expect((await steps({ category: 'debugging' }))?.finding).toMatch(/^On debugging, answers in numbered steps /);
  const good = await store.read.answer.findMany({ where: { id: { in: Object(lesson?.good) } } });
  expect(good).toHaveLength(6);
  expect(good.every(({ text }) => text.includes('1. Stop it.'))).toBe(true);
  const inSecret = { id: { in: Object(lesson?.bad) }, revision: { question: { roomId: secret } } };
  expect(await store.read.answer.count({ where: inSecret })).toBeLessThanOrEqual(2);
  expect(changes.map(({ became }) => became)).toEqual(changes.map(() => 'found'));
});

test('looking again tells nobody anything anew', async () => {
  const { vote, look, changes } = await startLessons();
  await vote(120);
  const { found } = await look();
  expect(found).toBeGreaterThan(0);
  expect(await look()).toEqual({ found: 0, left: 0 });
  expect(changes).toHaveLength(found);
});

test('a few votes teach nothing', async () => {
  const { vote, look } = await startLessons();
  await vote(10);
  expect(await look()).toEqual({ found: 0, left: 0 });
});

test('a lesson that votes do not say any more leaves, unless it is locked', async () => {
  const { vote, look, steps, change } = await startLessons();
  await vote(100);
  await look();
  await vote(200, [0.4, 0.7]);
  await change({ state: 'locked' });
  await look();
  expect((await steps())?.state).toBe('locked');
  await change({ state: 'active' });
  await look();
  expect(await steps()).toBeNull();
});

test('votes that a moderator took back teach nothing', async () => {
  const { vote, look, steps, store, communityId } = await startLessons();
  await vote(120);
  await look();
  expect(await steps()).not.toBeNull();
  const all = { communityId, from: new Date(0), until: new Date(1e12), createdAt: new Date(0) };
  await store.write((tx) => tx.voteUndo.create({ data: all }));
  await look();
  expect(await steps()).toBeNull();
});

test('a dropped lesson is not found again, and an edited one keeps its words', async () => {
  const { vote, look, steps, change } = await startLessons();
  await vote(120);
  await look();
  await change({ wording: 'Number the steps, one command in each.', isEdited: true });
  await vote(20);
  await look();
  expect(await steps()).toMatchObject({ wording: 'Number the steps, one command in each.' });
  expect((await steps())?.finding).toContain('(70 answers,');
  await change({ state: 'dropped' });
  expect((await look()).found).toBe(0);
  expect((await steps())?.state).toBe('dropped');
});

test('what was wrong with answers is a lesson as well', async () => {
  const { vote, look, store, communityId } = await startLessons();
  await vote(200);
  const denied = await store.read.vote.findMany({ where: { value: -1 } });
  const at = new Date(0);
  await store.write((tx) =>
    tx.feedback.createMany({
      data: denied.map(({ answerId, memberId }) => ({
        ...{ answerId, memberId, createdAt: at, updatedAt: at },
        reason: 'unclear' as const,
        text: '',
      })),
    }),
  );
  await look();
  const lesson = await store.read.lesson.findFirstOrThrow({
    where: { communityId, saying: 'unclear', feature: 'steps' },
  });
  expect(lesson).toMatchObject({ direction: -1, wording: 'Give numbered steps.' });
  expect(lesson.finding).toMatch(/^Answers in numbered steps are called unclear by \d % of those who voted \(/);
});

test('✅ and ❌ are votes of their own, in the place of their moderator’s thumb, and what was taken back is none', async () => {
  const { vote, look, steps, store, communityId } = await startLessons();
  await vote(120);
  const votes = await store.read.vote.findMany({ include: { answer: { select: { text: true } } } });
  await store.write(async (tx) => {
    const createdAt = new Date(1000);
    await tx.verdict.createMany({
      data: votes.map(({ answerId, memberId, value }) => ({ answerId, memberId, value, createdAt })),
    });
    await tx.vote.deleteMany({ where: { memberId: { in: votes.slice(0, 40).map(({ memberId }) => memberId) } } });
  });
  await look();
  const lesson = await steps();
  expect(lesson?.finding).toMatch(/^Answers in numbered steps are approved 9\d % \(60 answers/);
  const undo = { communityId, from: new Date(0), until: new Date(1e12), createdAt: new Date(0) };
  await store.write((tx) => tx.voteUndo.create({ data: undo }));
  await look();
  expect(await steps()).toBeNull();
});
