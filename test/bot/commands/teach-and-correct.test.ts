import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/bot/index.ts';
import { createCatalogue } from '../../../src/knowledge/index.ts';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

// In two pieces, so that no token stands in this file.
const token = ['ghp', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v'].join('_');

const moderator = { rank: 'moderator', member: 'grace' } as const;
const helper = { rank: 'helper', member: 'linus' } as const;
const pair = { question: 'How do I pin nixpkgs?', answer: 'Set its revision in flake.lock.' };

async function startTeaching() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const told: string[] = [];
  const tellModerators = async (_: unknown, notice: Notice) => notice.kind === 'news' && told.push(notice.text) > 0;
  quorum.bot.connect({ name: 'test', reopen: () => undefined, tellModerators });
  const { store, run, say } = quorum;
  return {
    ...quorum,
    told,
    /** What is found for that question by all. */
    known: () => say('knowledge search', { question: pair.question }),
    waiting: () => store.read.reviewItem.findMany({ where: { state: 'open' }, include: { author: true } }),
    feed: async () => (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind),
    /** Takes back what happened last. */
    async undo() {
      const { id } = await store.read.feedItem.findFirstOrThrow({ orderBy: { id: 'desc' } });
      await run('undo', { item: id.slice(-8) }, moderator);
    },
  };
}

const answered = (quorum: Awaited<ReturnType<typeof startTeaching>>, own: { open?: boolean } = {}) =>
  withAnswer(pair.question, { quorum, ...own });

describe('what somebody teaches', () => {
  test.each([helper, moderator])('is known at once where they may, and taken back with one command', async (from) => {
    const { say, known, feed, undo } = await startTeaching();
    expect(await say('teach', pair, from)).toMatch(
      /^I know now: \*\*How do I pin nixpkgs\?\*\* \(`[0-9a-f]{8}`\)\.\nThe whole community/,
    );
    expect(await known()).toContain('✔ **How do I pin nixpkgs?**');
    await undo();
    expect(await known()).toMatch(/^Nothing that is known here/);
    await undo();
    expect(await known()).toContain('✔ **How do I pin nixpkgs?**');
    expect(await feed()).toEqual(['knowledge.added', 'undo.done', 'undo.done']);
  });

  test('waits for moderators otherwise, who are told', async () => {
    const { say, known, waiting, told } = await startTeaching();
    expect(await say('teach', pair)).toBe('Thank you. The moderators look at it.');
    expect(await known()).toMatch(/^Nothing that is known here/);
    expect(await waiting()).toMatchObject([
      { kind: 'correction', question: pair.question, text: pair.answer, why: '**ada** teaches this.', roomId: null },
    ]);
    expect(told).toEqual(['**ada** says what is right about **How do I pin nixpkgs?**; `/review` shows it.']);
    const again = await say('teach', { ...pair, answer: 'Use npins.' });
    expect(again).toMatch(/takes the place of what you said before/);
    expect(await waiting()).toMatchObject([{ text: 'Use npins.' }]);
    expect(told).toHaveLength(1);
  });

  test('in a private room stays in it, and elsewhere it is said only that there is something', async () => {
    const { say, waiting, told, known } = await startTeaching();
    await say('teach', pair, { room: 'staff' });
    expect(await waiting()).toMatchObject([{ roomId: expect.any(String) }]);
    expect(told).toEqual(['Somebody said what is right in [\\#staff](room:staff); `/review` shows it there.']);
    const text = await say('teach', { ...pair, question: 'Who has the key?' }, { ...helper, room: 'staff' });
    expect(text).toMatch(/\nOnly \[\\#staff\]\(room:staff\) may be told of it\.$/);
    expect(await known()).toMatch(/^Nothing that is known here/);
  });

  test.each([helper, {}])('is refused with a sentence where a rule keeps it out, and kept nowhere', async (from) => {
    const { say, refusal, waiting } = await startTeaching();
    expect(await refusal('teach', { ...pair, answer: `Use ${token}.` }, from)).toMatch(/secret.*The pair holds/);
    expect(await refusal('teach', { ...pair, answer: 'TODO' }, from)).toMatch(/placeholder/);
    await say('teach', pair, moderator);
    expect(await refusal('teach', pair, from)).toMatch(/says the same as the entry .* `\/knowledge edit` changes that/);
    expect(await waiting()).toEqual([]);
  });

  test('is too much at some point, for one member', async () => {
    const { say, refusal } = await startTeaching();
    const about = (thing: string) => ({ question: `Where is the ${thing}?`, answer: `Behind the ${thing} house.` });
    for (const thing of ['key', 'boat', 'spade', 'ladder', 'kettle']) await say('teach', about(thing));
    expect(await refusal('teach', about('rope'))).toMatch(/^5 of yours wait for the moderators/);
    expect(await say('teach', about('rope'), { member: 'eve' })).toMatch(/^Thank you/);
  });

  test('goes with its author, where they are forgotten everywhere', async () => {
    const { say, run, waiting } = await startTeaching();
    await say('teach', pair);
    await run('forget', { confirm: true, everywhere: true });
    expect(await waiting()).toEqual([]);
  });
});

describe('what is right about an answer', () => {
  test('is known at once where a moderator says it, and the answer is denied; both are taken back together', async () => {
    const quorum = await startTeaching();
    const { answerId: answer, standing } = await answered(quorum);
    const { say, known, undo, feed } = quorum;
    expect(await say('correct', { answer, text: pair.answer }, moderator)).toMatch(
      /^Thank you\. From now on I know that: \*\*How do I pin nixpkgs\?\*\*/,
    );
    expect(await known()).toContain('Set its revision in flake.lock.');
    expect(await standing()).toBe('denied');
    await undo();
    expect(await known()).toMatch(/^Nothing that is known here/);
    expect(await standing()).toBe('open');
    await undo();
    expect(await known()).toContain('Set its revision');
    expect(await standing()).toBe('denied');
    expect(await feed()).toEqual(['knowledge.corrected', 'undo.done', 'undo.done']);
  });

  test('does not decide how the answer to one’s own question stands', async () => {
    const quorum = await startTeaching();
    const { answerId: answer, standing } = await answered(quorum);
    await quorum.say('correct', { answer, text: pair.answer }, { ...moderator, member: 'asker' });
    expect(await quorum.known()).toContain('Set its revision');
    expect(await standing()).toBe('open');
  });

  test('takes the place of what was learned, which comes back with its votes', async () => {
    const quorum = await startTeaching();
    const { answerId: answer, react, found, answerText } = await answered(quorum);
    for (const name of ['bob', 'eve']) await react(name, 1);
    expect(await found()).toEqual([answerText]);
    await quorum.say('correct', { answer, text: pair.answer }, moderator);
    expect(await found()).toEqual([pair.answer]);
    for (const name of ['bob', 'eve']) await react(name, 1, false); // what was said of the old text is history
    expect(await found()).toEqual([pair.answer]);
    await quorum.undo();
    await quorum.bot.votesSettled();
    expect(await found()).toEqual([]); // by now, nobody’s vote speaks for what came back
    for (const name of ['bob', 'eve']) await react(name, 1);
    expect(await found()).toEqual([answerText]);
  });

  test('once more takes the place of what was said before, and votes on it cannot take it away', async () => {
    const quorum = await startTeaching();
    const { answerId: answer, react, found } = await answered(quorum);
    for (const name of ['bob', 'eve']) await react(name, 1);
    await quorum.say('correct', { answer, text: 'Use npins.' }, moderator);
    await quorum.say('correct', { answer, text: pair.answer }, moderator);
    expect(await found()).toEqual([pair.answer]);
    const quoted = await answered(quorum);
    expect(quoted.answerText).toBe(pair.answer);
    await quoted.react('eve', -1);
    await quoted.react('bob', -1);
    expect(await found()).toEqual([pair.answer]);
    expect(await quorum.store.read.reviewItem.count({ where: { kind: 'denied' } })).toBe(1);
    const { id, communityId } = await quorum.store.read.entry.findFirstOrThrow({ where: { retiredAt: null } });
    const { store, clock } = quorum;
    expect(await createCatalogue({ store, clock, communityId }).history(id)).toHaveLength(3);
  });

  test('waits for moderators where anybody else says it', async () => {
    const quorum = await startTeaching();
    const { answerId: answer, standing } = await answered(quorum);
    for (const from of [helper, {}])
      expect(await quorum.say('correct', { answer, text: pair.answer }, from)).toMatch(/The moderators look at it\.$/);
    expect(await quorum.waiting()).toMatchObject([
      { answerId: answer, why: '**linus** says what is right.' },
      { answerId: answer, why: '**ada** says what is right.' },
    ]);
    expect(await quorum.known()).toMatch(/^Nothing that is known here/);
    expect(await standing()).toBe('open');
  });

  test('in a private room stays in it, and changes nothing that all are told', async () => {
    const quorum = await startTeaching();
    await quorum.say('teach', pair, moderator);
    const { answerId: answer, answerText } = await answered(quorum, { open: false });
    expect(answerText).toBe(pair.answer); // quoted
    const there = { ...moderator, room: 'closed' };
    expect(await quorum.say('correct', { answer, text: 'Ask Ada; she did it twice here.' }, there)).toContain(
      'Only this room may be told of it',
    );
    expect(await quorum.say('knowledge search', { question: pair.question }, { room: 'lobby' })).not.toContain('Ada');
  });

  test('cannot be said of what is unknown, of another room’s, or in direct messages', async () => {
    const quorum = await startTeaching();
    const staff = { platformId: 'staff', kind: 'channel', name: 'staff', open: false } as const;
    const { outcome } = await quorum.ask('Who is leaving?', { room: staff });
    const answer = outcome.state === 'answered' ? outcome.answer.id : '';
    const right = { answer, text: 'Nobody is leaving us.' };
    expect(await quorum.refusal('correct', right, moderator)).toMatch(/^I know no such answer/);
    expect(await quorum.refusal('correct', { ...right, answer: 'x' }, moderator)).toMatch(/^I know no such answer/);
    const direct = { platformId: 'ada and Quorum', kind: 'dm', name: 'ada', open: false } as const;
    const private_ = await quorum.ask('Am I ill?', { room: direct });
    const own = private_.outcome.state === 'answered' ? private_.outcome.answer.id : '';
    expect(await quorum.refusal('correct', { ...right, answer: own })).toMatch(/stays there\. `\/teach` it/);
  });

  test('is asked for in a form that says what becomes of it', async () => {
    const { commands, calling } = await startTeaching();
    const hintFor = async (rank: 'moderator' | 'everyone') =>
      (await commands.form('correct', { answer: 'x' }, (await calling({ rank })).call))?.fields[0]?.hint;
    expect(await hintFor('moderator')).toMatch(/known at once/);
    expect(await hintFor('everyone')).toMatch(/Moderators look at it first/);
  });
});
