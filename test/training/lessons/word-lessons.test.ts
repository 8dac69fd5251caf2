import { expect, test } from 'vitest';
import { noteLesson } from '../../../src/bot/index.ts';
import { updateLessons, wordLessons } from '../../../src/training/index.ts';
import { startCommands } from '../../bot/commands/caller.ts';
import type { QuorumOptions } from '../../bot/quorum-builder.ts';
import { fill } from './voting-community.ts';

const better = 'Break answers into clear, numbered steps.';
const never = new AbortController().signal;

/** A community that was taught to give numbered steps, and a model that words lessons. */
async function startWording(options: QuorumOptions = {}) {
  const quorum = await startCommands(options);
  const { store, calling, answering } = quorum;
  const { community } = (await calling()).call;
  const { vote } = await fill(store, 24, community.id);
  await vote(120);
  const lesson = () =>
    store.read.lesson.findFirstOrThrow({ where: { feature: 'steps', category: '', saying: 'approved' } });
  const look = () => updateLessons({ store, verdictWeight: 3, note: noteLesson }, community.id, new Date(0));
  await look();
  return { ...quorum, lesson, look, word: () => wordLessons({ store, answering }, community.id, never) };
}

const says = (wording: string) => ({ answer: () => JSON.stringify({ wording }) });

test('a model puts a new lesson into better words, is named, and keeps them over the next look', async () => {
  const { word, lesson, look, say } = await startWording(says(better));
  expect(await word()).toBeGreaterThan(0);
  expect(await lesson()).toMatchObject({ wording: better, wordedBy: 'llama3.2:3b', isEdited: false });
  await look();
  expect(await lesson()).toMatchObject({ wording: better, wordedBy: 'llama3.2:3b' });
  const { id } = await lesson();
  expect(await say('lessons show', { lesson: id.slice(-8) }, { rank: 'moderator' })).toMatch(
    /llama3\\?\.2:3b put it into these words; what it says is from your votes\./,
  );
  expect(await word()).toBe(0);
});

test.each([
  ['says the opposite', says('Do not give numbered steps.')],
  ['adds a command', says('Give numbered steps with `rm -rf /`.')],
  ['says no JSON', { answer: () => better }],
  ['says more than JSON', { answer: () => `${JSON.stringify({ wording: better })} and more` }],
  ['adds a field', { answer: () => JSON.stringify({ wording: better, run: 'sudo' }) }],
  ['does not stop', { answer: () => 'x'.repeat(5000) }],
  ['is not there', { withoutHosts: true }],
])('a model that %s changes nothing', async (_, options) => {
  const { word, lesson } = await startWording(options);
  expect(await word()).toBe(0);
  expect(await lesson()).toMatchObject({ wording: 'Give numbered steps.', wordedBy: null });
});

test('what a moderator wrote is never put into other words, even while a model is asked', async () => {
  const own = 'Number the steps, please.';
  const { store, word, lesson, run } = await startWording(says(better));
  const { id, communityId } = await lesson();
  const answering = {
    async say() {
      await run('lessons edit', { lesson: id.slice(-8), wording: own }, { rank: 'moderator' });
      return { text: JSON.stringify({ wording: better }), model: 'm' };
    },
  };
  await wordLessons({ store, answering }, communityId, never);
  expect(await lesson()).toMatchObject({ wording: own, wordedBy: null, isEdited: true });
  await word();
  expect(await lesson()).toMatchObject({ wording: own, wordedBy: null });
});
