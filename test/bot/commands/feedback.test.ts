import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/bot/index.ts';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

const grace = { rank: 'moderator', member: 'grace' } as const;
const question = 'How do I pin nixpkgs?';
const right = 'Set its revision in flake.lock.';

async function startTelling() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const told: string[] = [];
  const tellModerators = async (_: unknown, notice: Notice) => notice.kind === 'news' && told.push(notice.text) > 0;
  quorum.bot.connect({ name: 'test', reopen: () => undefined, tellModerators });
  const answer = await withAnswer(question, { quorum });
  const { commands, calling, store } = quorum;
  const own = { answer: answer.answerId };
  return {
    ...{ ...answer, ...quorum, told, own },
    async form(member = 'ada') {
      const form = await commands.form('feedback', own, (await calling({ member })).call);
      return form?.fields.map(({ option, label, value }) => [option, label, ...(value ? [value] : [])]);
    },
    kept: () => store.read.feedback.findMany({ select: { reason: true, text: true } }),
    waiting: () => store.read.reviewItem.findMany({ where: { state: 'open' }, select: { text: true, why: true } }),
  };
}

describe('the form under an answer', () => {
  test('asks for what a vote leaves open, and holds what was said before', async () => {
    const { form, react, say, own } = await startTelling();
    expect(await form()).toEqual([
      ['reason', 'What was wrong with it, if anything?'],
      ['text', 'What is right, or was good?'],
    ]);
    await react('ada', 1);
    expect(await form()).toEqual([['text', 'What was good about it?']]);
    await react('eve', -1);
    await say('feedback', { ...own, reason: 'too long', text: right }, { member: 'eve' });
    expect(await form('eve')).toEqual([
      ['reason', 'What was wrong with it?', 'too long'],
      ['text', 'What is right?', right],
    ]);
  });

  test('keeps what was good about it, for nobody to look at', async () => {
    const { say, own, react, kept, waiting, told, standing } = await startTelling();
    await react('ada', 1);
    expect(await say('feedback', { ...own, text: 'It has steps.' })).toBe('Thank you. It is kept with the answer.');
    expect(await kept()).toEqual([{ reason: null, text: 'It has steps.' }]);
    expect([await waiting(), told, await standing()]).toEqual([[], [], 'open']);
  });

  test('keeps what was wrong, and puts what is right before moderators', async () => {
    const { say, own, react, kept, waiting, told } = await startTelling();
    await react('ada', -1);
    expect(await say('feedback', { ...own, text: right })).toBe('Thank you. The moderators look at it.');
    expect(await kept()).toEqual([{ reason: 'other', text: right }]);
    expect(await waiting()).toEqual([{ text: right, why: '**ada** says what is right.' }]);
    expect(told).toHaveLength(1);
  });

  test('counts the last word of each member alone', async () => {
    const { say, own, kept, waiting } = await startTelling();
    await say('feedback', { ...own, reason: 'wrong', text: right });
    await say('feedback', { ...own, reason: 'outdated', text: 'Use npins.' });
    expect(await kept()).toEqual([{ reason: 'outdated', text: 'Use npins.' }]);
    expect(await waiting()).toMatchObject([{ text: 'Use npins.' }]);
    await say('feedback', { ...own, text: 'No, it was good.' });
    expect(await kept()).toEqual([{ reason: null, text: 'No, it was good.' }]);
    expect(await waiting()).toEqual([]);
    await say('feedback', { ...own, reason: 'unclear' }, { member: 'eve' });
    expect(await kept()).toHaveLength(2);
  });

  test('makes what a moderator says is right known at once', async () => {
    const { say, own, kept, found } = await startTelling();
    expect(await say('feedback', { ...own, reason: 'wrong', text: right }, grace)).toMatch(/From now on I know that/);
    expect(await found()).toEqual([right]);
    expect(await kept()).toEqual([{ reason: 'wrong', text: right }]);
  });

  test('keeps nothing of what a rule keeps out, and asks for something', async () => {
    const { refusal, own, kept } = await startTelling();
    expect(await refusal('feedback', { ...own, reason: 'wrong', text: 'TODO' })).toMatch(/placeholder/);
    expect(await refusal('feedback', own)).toMatch(/^What was wrong, or good\?/);
    expect(await kept()).toEqual([]);
  });

  test('tells moderators at once of what is unsafe', async () => {
    const { say, own, told, kept } = await startTelling();
    await say('feedback', { ...own, reason: 'unsafe' });
    expect(told).toEqual([expect.stringContaining('reported a problem')]);
    expect(await kept()).toEqual([{ reason: 'unsafe', text: '' }]);
  });

  test('keeps what is said in direct messages between the two', async () => {
    const { ask, say, kept, waiting } = await startTelling();
    const direct = { platformId: 'ada and Quorum', kind: 'dm', name: 'ada', open: false } as const;
    const { outcome } = await ask('Am I ill?', { room: direct });
    const answer = outcome.state === 'answered' ? outcome.answer.id : '';
    const from = { room: 'ada and Quorum', kind: 'dm' } as const;
    expect(await say('feedback', { answer, reason: 'wrong', text: 'I am well again.' }, from)).toMatch(/is kept/);
    expect([await waiting(), await kept()]).toEqual([[], [{ reason: 'wrong', text: 'I am well again.' }]]);
  });

  test('is kept where moderators have more to look at than they can', async () => {
    const { say, own, kept } = await startTelling();
    for (const thing of ['key', 'boat', 'spade', 'ladder', 'kettle'])
      await say('teach', { question: `Where is the ${thing}?`, answer: `Behind the ${thing} house.` });
    expect(await say('feedback', { ...own, reason: 'wrong', text: right })).toMatch(/It is kept .* 5 of yours wait/);
    expect(await kept()).toEqual([{ reason: 'wrong', text: right }]);
  });
});
