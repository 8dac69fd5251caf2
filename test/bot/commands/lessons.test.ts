import { describe, expect, test } from 'vitest';
import { noteLesson } from '../../../src/bot/index.ts';
import { updateLessons } from '../../../src/training/index.ts';
import { fill } from '../../training/lessons/voting-community.ts';
import { startCommands } from './caller.ts';

const moderator = { rank: 'moderator' } as const;

/** A community that was taught to give numbered steps. */
async function startTaught() {
  const quorum = await startCommands();
  const { store, calling, say } = quorum;
  const { call } = await calling();
  const communityId = call.community.id;
  const { vote, secret } = await fill(store, 24, communityId);
  await vote(120);
  const look = () => updateLessons({ store, verdictWeight: 3, note: noteLesson }, communityId, new Date(0));
  await look();
  const steps = () =>
    store.read.lesson.findFirstOrThrow({ where: { feature: 'steps', category: '', saying: 'approved' } });
  const { id } = await steps();
  const secretRoom = await store.read.room.findUniqueOrThrow({ where: { id: secret } });
  return {
    ...quorum,
    ...{ look, steps, lesson: id.slice(-8), secretRoom: secretRoom.platformId },
    async undoNewest() {
      const item = await store.read.feedItem.findFirstOrThrow({
        where: { kind: { startsWith: 'lessons.' } },
        orderBy: { id: 'desc' },
      });
      return say('undo', { item: item.id.slice(-8) }, moderator);
    },
  };
}

describe('lessons', () => {
  test('are shown with what votes say', async () => {
    const { say } = await startTaught();
    const said = await say('lessons show', {}, moderator);
    expect(said).toContain('**Give numbered steps.**');
    expect(said).toMatch(/Answers in numbered steps are approved 9\d % \(60 answers, 2\d members\), others/);
    expect(said).toContain('debugging: **');
  });

  test('are shown with the answers behind them, those of a private room there alone', async () => {
    const { say, lesson, secretRoom } = await startTaught();
    const said = await say('lessons show', { lesson }, moderator);
    expect(said).toContain('**As it should be**\n- Public question ');
    expect(said).toContain('**As it should not**\n- Public question ');
    expect(said).not.toContain('Secret question');
    const { length } = said.split('Public question');
    expect(length - 1).toBe(6);
    expect(await say('lessons show', { lesson }, { ...moderator, room: secretRoom })).toContain('Public question');
  });

  test('are in the feed, from where one drops them', async () => {
    const { say, lesson, steps, store } = await startTaught();
    const items = await store.read.feedItem.findMany({ where: { kind: 'lessons.found' } });
    const item = items.find(({ what }) => what.includes(lesson));
    expect(item?.what).toContain('**Give numbered steps.** was learned from votes');
    await say('undo', { item: item?.id.slice(-8) }, moderator);
    expect(await steps()).toMatchObject({ state: 'dropped', editedBy: 'ada' });
  });

  test('are put in other words, and back', async () => {
    const { say, lesson, steps, undoNewest, look } = await startTaught();
    await say('lessons edit', { lesson, wording: 'Number the steps.' }, moderator);
    await look();
    expect(await steps()).toMatchObject({ wording: 'Number the steps.', editedBy: 'ada' });
    await undoNewest();
    expect((await steps()).wording).toBe('Give numbered steps.');
  });

  test('are locked, left to votes again, dropped, and come back', async () => {
    const { say, lesson, steps, undoNewest } = await startTaught();
    await say('lessons lock', { lesson }, moderator);
    expect((await steps()).state).toBe('locked');
    await say('lessons lock', { lesson, locked: false }, moderator);
    expect((await steps()).state).toBe('active');
    await say('lessons drop', { lesson }, moderator);
    expect(await say('lessons show', { lesson }, moderator)).toContain('**Give numbered steps.** *(dropped)*');
    await undoNewest();
    expect((await steps()).state).toBe('active');
  });

  test('that there are not are said so', async () => {
    const { refusal, say } = await startCommands();
    expect(await say('lessons show', {}, moderator)).toContain('No lesson yet');
    expect(await refusal('lessons drop', { lesson: 'nothing' }, moderator)).toContain('I know no lesson “nothing”');
    expect(await refusal('lessons show', {}, {})).toContain('is for moderators');
  });
});
