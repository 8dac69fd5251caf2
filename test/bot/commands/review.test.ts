import { describe, expect, test } from 'vitest';
import { silentReply } from '../../../src/bot/index.ts';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

const grace = { rank: 'moderator', member: 'grace' } as const;
const linus = { rank: 'moderator', member: 'linus' } as const;
const pair = { question: 'How do I pin nixpkgs?', answer: 'Set its revision in flake.lock.' };

async function startReviewing() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const { store, run, say } = quorum;
  const review = async (options: Record<string, unknown> = {}, from: Parameters<typeof run>[2] = grace) => {
    const reply = await run('review', options, from);
    if (!('text' in reply)) throw new Error('It asked a question.');
    return { text: reply.text, buttons: reply.buttons ?? [] };
  };
  return {
    ...quorum,
    review,
    /** Presses the first button with that label. */
    async press(label: string, from = grace, own: Record<string, unknown> = {}) {
      const { buttons } = await review({}, from);
      const button = buttons.find((each) => each.label === label);
      if (!button) throw new Error(`There is no ${label} among ${buttons.map((each) => each.label)}.`);
      return (await review({ ...button.options, ...own }, from)).text.split('\n')[0];
    },
    known: () => say('knowledge search', { question: pair.question }),
    /** Takes back what happened last, or what happened last of a kind. */
    async undo(kind?: string) {
      const where = kind === undefined ? {} : { kind };
      const { id } = await store.read.feedItem.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
      await run('undo', { item: id.slice(-8) }, grace);
    },
    feed: async () => (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind),
  };
}

describe('what waits for moderators', () => {
  test('is listed newest first, four to a page, each with its row of buttons', async () => {
    const { say, review, clock } = await startReviewing();
    expect((await review()).text).toBe('Nothing waits for moderators here.');
    for (const thing of ['key', 'boat', 'spade', 'ladder', 'kettle']) {
      await clock.advance(60_000);
      await say('teach', { question: `Where is the ${thing}?`, answer: `Behind the ${thing} house.` });
    }
    const { text, buttons } = await review();
    expect(text.split(/ *\n/).slice(0, 4)).toEqual([
      '**What waits for moderators**: 5 things, page 1 of 2',
      expect.stringMatching(/^1\. Proposed: \*\*Where is the kettle\?\*\* · 2023-11-14 22:18 UTC · `[0-9a-f]{8}`$/),
      '   **ada** teaches this.',
      '   Behind the kettle house.',
    ]);
    expect(buttons.map(({ label, row, opensForm }) => [label, row, opensForm ?? false]).slice(0, 5)).toEqual([
      ['1 Approve', 1, false],
      ['1 Edit', 1, true],
      ['1 Drop', 1, false],
      ['1 Show all', 1, false],
      ['2 Approve', 2, false],
    ]);
    expect(buttons.at(-1)).toMatchObject({ label: 'Older', row: 5, options: { page: 2 } });
    expect((await review({ page: 2 })).text).toMatch(/page 2 of 2\n5\. Proposed: \*\*Where is the key\?/);
    expect((await review({ page: 9 })).text).toMatch(/page 2 of 2/);
  });

  test('in a private room is shown and decided there alone', async () => {
    const { say, review, store } = await startReviewing();
    await say('teach', pair, { room: 'staff' });
    const { id: item } = await store.read.reviewItem.findFirstOrThrow();
    expect((await review()).text).toBe('Nothing waits for moderators here.');
    expect((await review({ item, decision: 'approve' })).text).toMatch(/^Nothing with that id waits here/);
    expect((await review({}, { ...grace, community: 'elsewhere' })).text).toMatch(/^Nothing waits/);
    const there = { ...grace, room: 'staff' };
    expect((await review({ item, decision: 'approve' }, there)).text).toMatch(/was put right/);
    expect(await say('knowledge search', { question: pair.question }, { room: 'staff' })).toContain('✔');
    expect(await say('knowledge search', { question: pair.question })).toMatch(/^Nothing that is known here/);
    expect(await say('feed', {}, grace)).toBe('Nothing has happened yet.');
  });

  test('is for moderators, says what it lacks, and cannot be written to', async () => {
    const { say, refusal, review } = await startReviewing();
    expect(await refusal('review', {}, { rank: 'helper' })).toMatch(/is for moderators/);
    expect(await refusal('review', { decision: 'drop' }, grace)).toMatch(/^Which one\?/);
    expect(await refusal('review', { decision: 'edit', item: 'abcdef' }, grace)).toMatch(/^What is right\?/);
    await say('teach', { question: 'Is it **so**?\n2. Nothing', answer: '*Yes*\n- it is so' }, { member: '**eve**' });
    expect((await review()).text.split(/ *\n/).slice(1)).toEqual([
      expect.stringContaining('**Is it \\*\\*so\\*\\*? 2. Nothing**'),
      '   **\\*\\*eve\\*\\*** teaches this.',
      '   \\*Yes\\* - it is so',
    ]);
  });
});

describe('a correction', () => {
  async function corrected() {
    const quorum = await startReviewing();
    const answer = await withAnswer(pair.question, { quorum });
    await quorum.say('correct', { answer: answer.answerId, text: pair.answer });
    return { ...answer, ...quorum };
  }

  test('that is approved is known, and waits again when that is taken back', async () => {
    const { press, known, standing, undo, review, store, feed } = await corrected();
    expect(await press('1 Approve')).toMatch(
      /^\*\*How do I pin nixpkgs\?\*\* was put right, as a member proposed \(`[0-9a-f]{8}`\)\.$/,
    );
    expect(await known()).toContain('Set its revision');
    expect(await standing()).toBe('denied');
    expect(await store.read.reviewItem.findMany()).toMatchObject([{ state: 'approved', decidedBy: 'grace' }]);
    await undo();
    expect(await known()).toMatch(/^Nothing that is known here/);
    expect(await standing()).toBe('open');
    expect((await review()).text).toContain('1 thing\n1. Proposed');
    await undo();
    expect(await known()).toContain('Set its revision');
    expect(await feed()).toEqual(['review.approved', 'undo.done', 'undo.done']);
  });

  test('that is edited is known as the moderator has it, from a form that holds what was proposed', async () => {
    const { press, known, commands, calling, store } = await corrected();
    const { id: item } = await store.read.reviewItem.findFirstOrThrow();
    const form = await commands.form('review', { item }, (await calling(grace)).call);
    expect(form).toMatchObject({ title: 'Edit', fields: [{ option: 'text', value: pair.answer }] });
    await press('1 Edit', grace, { text: 'Set it in flake.nix.' });
    expect(await known()).toContain('Set it in flake.nix.');
    expect(await store.read.reviewItem.findMany()).toMatchObject([{ state: 'edited' }]);
  });

  test('that is dropped is gone, until that is taken back', async () => {
    const { press, known, review, undo } = await corrected();
    expect(await press('1 Drop')).toBe('**How do I pin nixpkgs?** was dropped.');
    expect(await known()).toMatch(/^Nothing that is known here/);
    expect((await review()).text).toMatch(/^Nothing waits/);
    await undo();
    expect((await review()).text).toContain('1 thing');
  });

  test('is decided once: of two at the same moment, one is told who was quicker', async () => {
    const { review, store, feed } = await corrected();
    const { id: item } = await store.read.reviewItem.findFirstOrThrow();
    const said = await Promise.all([
      review({ item, decision: 'approve' }, grace),
      review({ item, decision: 'approve' }, linus),
      review({ item, decision: 'drop' }, { ...linus, member: 'mia' }),
    ]);
    expect(said.filter(({ text }) => /was quicker|left to decide/.test(text))).toHaveLength(2);
    expect(await feed()).toHaveLength(1);
    expect(await store.read.entry.count()).toBeLessThanOrEqual(1);
  });

  test('that a rule keeps out is refused with a sentence, and still waits', async () => {
    const { refusal, review, store } = await corrected();
    const { id: item } = await store.read.reviewItem.findFirstOrThrow();
    expect(await refusal('review', { item, decision: 'edit', text: 'TODO' }, grace)).toMatch(/placeholder/);
    expect((await review({ item })).text).toMatch(
      /Set its revision in flake\.lock\.\n\n\*In the place of:\*\n\nYou cannot\.$/,
    );
  });
});

describe('an answer that members do not agree on', () => {
  async function contested() {
    const quorum = await startReviewing();
    const answer = await withAnswer(pair.question, { quorum });
    await answer.react('bob', 1);
    await answer.react('eve', -1);
    return { ...answer, ...quorum };
  }

  test('is approved or denied by a moderator, and is the members’ again when that is taken back', async () => {
    const { press, found, standing, undo, review, answerText, store } = await contested();
    expect(await press('1 Approve')).toBe('**How do I pin nixpkgs?** was approved.');
    expect(await found()).toEqual([answerText]);
    expect((await store.read.feedItem.findMany()).map(({ kind }) => kind)).toEqual(['review.approved']);
    await undo('review.approved');
    expect([await found(), await standing()]).toEqual([[], 'contested']);
    expect((await review()).text).toContain('1 thing');
    expect(await press('1 Deny')).toBe('**How do I pin nixpkgs?** was denied.');
    expect(await standing()).toBe('denied');
    expect((await review()).text).toMatch(/^Nothing waits/);
  });

  test('is not decided by whoever asked', async () => {
    const { refusal, review, standing, store } = await contested();
    const { id: item } = await store.read.reviewItem.findFirstOrThrow();
    const asker = { rank: 'moderator', member: 'asker' } as const;
    expect(await refusal('review', { item, decision: 'approve' }, asker)).toMatch(/^You asked this yourself/);
    expect([await standing(), (await review()).text.includes('1 thing')]).toEqual(['contested', true]);
  });

  test('is put right', async () => {
    const { press, found, standing, review, react } = await contested();
    await press('1 Correct', grace, { text: pair.answer });
    expect([await found(), await standing()]).toEqual([[pair.answer], 'denied']);
    await react('joe', 1);
    expect((await review()).text).toMatch(/^Nothing waits/);
  });
});

describe('what was taught and members deny', () => {
  async function denied() {
    const quorum = await startReviewing();
    await quorum.say('teach', pair, grace);
    const answer = await withAnswer(pair.question, { quorum });
    for (const name of ['bob', 'eve']) await answer.react(name, -1);
    return { ...answer, ...quorum };
  }

  test('is kept, whatever they vote after that', async () => {
    const { press, found, react, review, store } = await denied();
    expect(await press('1 Keep')).toBe('**How do I pin nixpkgs?** was approved.');
    await react('joe', -1);
    expect(await found()).toEqual([pair.answer]);
    expect((await review()).text).toMatch(/^Nothing waits/);
    expect(await store.read.entry.findMany()).toMatchObject([{ standing: 'approved', reviewSince: null }]);
  });

  test('is taken out, and comes back when that is taken back', async () => {
    const { press, found, undo, review } = await denied();
    expect(await press('1 Take out')).toBe('**How do I pin nixpkgs?** was taken out.');
    expect(await found()).toEqual([]);
    expect((await review()).text).toMatch(/^Nothing waits/);
    await undo();
    expect(await found()).toEqual([pair.answer]);
    expect((await review()).text).toContain('1 thing');
  });

  test('is put right', async () => {
    const { press, found } = await denied();
    await press('1 Correct', grace, { text: 'Use npins.' });
    expect(await found()).toEqual(['Use npins.']);
  });
});

describe('what an import was not sure of', () => {
  async function doubted() {
    const quorum = await startReviewing();
    await quorum.say('teach', pair, grace);
    const reviewReason = 'Two sources say it differently.';
    await quorum.store.write((tx) => tx.entry.updateMany({ data: { reviewSince: new Date(0), reviewReason } }));
    const doubts = () => quorum.store.read.entry.count({ where: { reviewSince: { not: null }, retiredAt: null } });
    return { ...quorum, doubts };
  }

  test('is kept as it is, once, and doubted again when that is taken back', async () => {
    const { press, review, doubts, undo } = await doubted();
    expect((await review()).text).toContain('Doubted: **How do I pin nixpkgs?**');
    expect((await review()).text).toContain('Two sources say it differently.');
    expect(await press('1 Keep')).toBe('**How do I pin nixpkgs?** is kept as it is.');
    expect(await doubts()).toBe(0);
    await undo();
    expect(await doubts()).toBe(1);
    await undo();
    expect(await doubts()).toBe(0);
  });

  test('is put right or taken out, and either is taken back', async () => {
    const { press, known, undo, doubts, review } = await doubted();
    await press('1 Correct', grace, { text: 'Use npins.' });
    expect(await known()).toContain('Use npins.');
    expect((await review()).text).toMatch(/^Nothing waits/);
    await undo();
    expect([(await known()).includes('Set its revision'), await doubts()]).toEqual([true, 1]);
    await press('1 Take out');
    expect(await known()).toMatch(/^Nothing that is known here/);
    await undo();
    expect([(await known()).includes('Set its revision'), await doubts()]).toEqual([true, 1]);
  });
});

test('a draft is sent from there, once', async () => {
  const { bot, room, ask, press, review } = await startReviewing();
  bot.connect({ name: 'test', reopen: () => silentReply, tellModerators: async () => true });
  const { outcome } = await ask(pair.question, { room: await room({ mode: 'draft' }), memberId: 'asker' });
  expect(outcome).toEqual({ state: 'cancelled', why: 'drafted' });
  expect((await review()).text).toMatch(/\n1\. Draft: \*\*How do I pin nixpkgs\?\*\*/);
  expect(await press('1 Send')).toBe('Sent.');
  expect((await review()).text).toMatch(/^Nothing waits/);
});
