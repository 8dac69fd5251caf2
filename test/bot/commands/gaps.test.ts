import { describe, expect, test } from 'vitest';
import { withAnswer } from '../votes/with-answer.ts';
import { startCommands } from './caller.ts';

const grace = { rank: 'moderator', member: 'grace' } as const;
const question = 'How do I pin nixpkgs?';
const none = /^There are no gaps here/;

async function startAsking() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const { run } = quorum;
  const gaps = async (options = {}, from: Parameters<typeof run>[2] = grace) => {
    const reply = await run('gaps', options, from);
    if (!('text' in reply)) throw new Error('It asked a question.');
    return { text: reply.text, buttons: reply.buttons ?? [] };
  };
  return { ...quorum, gaps };
}

describe('gaps', () => {
  test('are what was denied, contested, or answered without sources', async () => {
    const quorum = await startAsking();
    const { gaps } = quorum;
    expect((await gaps()).text).toMatch(none);
    const first = await withAnswer(question, { quorum });
    for (const name of ['bob', 'eve']) await first.react(name, -1);
    const second = await withAnswer('How can I pin nixpkgs?', { quorum });
    await second.react('bob', 1);
    await second.react('eve', -1);
    await withAnswer('pin nixpkgs?', { quorum });
    expect((await gaps()).text.split(/ *\n/)).toEqual([
      '**What I do not answer well here**: 1 gap',
      '1. **nixpkgs, pin** · 3 questions of 1 member · 1 denied, 1 contested, 1 without sources · last 2023-11-14 22:13 UTC',
      `   ${question}`,
    ]);
  });

  test('are taught from there, in a form that begins with the question, and closed by it', async () => {
    const quorum = await startAsking();
    const { gaps, clock, commands, calling, run } = quorum;
    await withAnswer(question, { quorum });
    await clock.advance(1000);
    const [teach] = (await gaps()).buttons;
    expect(teach).toMatchObject({ label: 'Teach 1', command: 'teach', opensForm: true });
    const { call } = await calling(grace);
    const form = await commands.form('teach', teach?.options ?? {}, call);
    expect(form?.fields[0]).toMatchObject({ option: 'question', value: question });
    await run('teach', { ...teach?.options, question, answer: 'Set its revision in flake.lock.' }, grace);
    expect((await gaps()).text).toMatch(none);
    const { id } = await quorum.store.read.feedItem.findFirstOrThrow();
    await run('undo', { item: id.slice(-8) }, grace);
    expect((await gaps()).text).toContain('1 gap');
  });

  test('are closed when a later answer is approved', async () => {
    const quorum = await startAsking();
    await withAnswer(question, { quorum });
    await quorum.clock.advance(1000);
    const later = await withAnswer('How can I pin nixpkgs?', { quorum });
    expect((await quorum.gaps()).text).toContain('2 questions');
    for (const name of ['bob', 'eve']) await later.react(name, 1);
    expect((await quorum.gaps()).text).toMatch(none);
  });

  test('of a private room are shown there alone, and cannot be read through a form elsewhere', async () => {
    const quorum = await startAsking();
    const { gaps, ask, calling, commands, store } = quorum;
    const staff = { platformId: 'staff', kind: 'channel', name: 'staff', open: false } as const;
    await ask('Who is leaving us?', { room: staff });
    expect((await gaps()).text).toMatch(none);
    expect((await gaps({}, { ...grace, community: 'elsewhere' })).text).toMatch(none);
    expect((await gaps({}, { ...grace, room: 'staff' })).text).toContain('Who is leaving us?');
    const { id: gap } = await store.read.question.findFirstOrThrow();
    const form = await commands.form('teach', { gap }, (await calling(grace)).call);
    expect(form?.fields[0]?.value).toBeUndefined();
  });

  test('are shown a page at a time, most asked first, and cannot be written to', async () => {
    const { ask, gaps } = await startAsking();
    for (const thing of ['key', 'boat', 'spade', 'ladder', 'kettle', 'rope', 'anchor', 'oar', '**sail**\n2. lamp'])
      await ask(`Where is the ${thing}?`, { memberId: `who lost the ${thing}` });
    await ask('Where is the oar?', { memberId: 'mia' });
    const { text, buttons } = await gaps();
    expect(text).toMatch(/9 gaps, page 1 of 2\n1\. \*\*oar\*\* · 2 questions of 2 members/);
    expect(buttons.at(-1)).toMatchObject({ label: 'Less asked', options: { page: 2 } });
    expect((await gaps({ page: 9 })).text).toMatch(/page 2 of 2\n9\. /);
    expect(text).not.toContain('\n2. lamp');
  });
});
