import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { progressOf, whatNext } from '../../../src/bot/progress/progress.ts';
import { startCommands } from '../commands/caller.ts';
import { withAnswer } from '../votes/with-answer.ts';

const rows = (category: string, approved: number, denied = 0, topic: string | null = null) => [
  ...Array.from({ length: approved }, () => ({ category, topic, up: 2, down: 0 })),
  ...Array.from({ length: denied }, () => ({ category, topic, up: 0, down: 1 })),
];

describe('progress', () => {
  test.each([
    [0, 'setup', { phase: 'emerging', missing: 10 }],
    [9, 'setup', { phase: 'emerging', missing: 1 }],
    [10, 'emerging', { phase: 'competent', missing: 15 }],
    [49, 'competent', { phase: 'sharp', missing: 1 }],
    [50, 'sharp', { phase: 'expert', missing: 50 }],
    [100, 'expert', undefined],
  ] as const)('after %i voted interactions is in the phase %s', (count, phase, next) => {
    expect(progressOf(rows('code', count))).toMatchObject({ voted: count, phase, next });
  });

  test.each([
    [16, 4, 'good'],
    [18, 2, 'great'],
    [19, 1, 'excellent'],
    [15, 5, undefined],
    [9, 0, undefined],
  ] as const)('grades %i approved and %i denied as %s', (approved, denied, grade) => {
    expect(progressOf(rows('code', approved, denied)).categories[0]?.grade).toBe(grade);
  });

  test('tells, under a category, of the topics that can be graded', () => {
    const [code] = progressOf([
      ...rows('code', 18, 2, 'flakes'),
      ...rows('code', 3, 0, 'wifi'),
      ...rows('code', 5),
    ]).categories;
    expect(code).toMatchObject({ voted: 28, topics: [{ topic: 'flakes', voted: 20, grade: 'great' }] });
    expect(code?.topics).toHaveLength(1);
  });

  test('says what would help most', () => {
    expect(whatNext(progressOf([]))).toContain('Put 👍 or 👎');
    expect(whatNext(progressOf([...rows('code', 10, 10), ...rows('debugging', 3)]))).toContain(
      'Answers on code are approved 50 %',
    );
    expect(whatNext(progressOf([...rows('code', 20), ...rows('debugging', 3)]))).toBe(
      '7 more votes on debugging and I can be graded there; 👎 the weak ones and say why.',
    );
    expect(whatNext(progressOf(rows('code', 20)))).toBe('5 more answers with votes, and I am competent.');
    expect(whatNext(progressOf(rows('code', 120)))).toContain('Nothing is missing');
  });

  test('never goes back while votes come, and counts each answer in one category', () => {
    const row = fc.record({
      category: fc.constantFrom('code', 'debugging', null),
      topic: fc.constant(null),
      up: fc.nat(5),
      down: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 130 }), row, (own, more) => {
        const [before, after] = [progressOf(own), progressOf([...own, more])];
        expect(after.voted).toBe(before.voted + 1);
        expect(after.categories.reduce((sum, { voted }) => sum + voted, 0)).toBe(after.voted);
      }),
    );
  });

  test('is told to whoever asks, of what may be told there, without votes that were taken back', async () => {
    const quorum = await startCommands();
    const closed = await withAnswer('How do I pin it here?', { quorum, open: false });
    await closed.react('ada', 1);
    const open = await withAnswer('How do I pin nixpkgs?', { quorum, open: true });
    await open.react('ada', 1);
    expect(await quorum.say('progress', {}, { room: 'elsewhere' })).toContain(
      '1 answer with votes; 9 more, and I am emerging',
    );
    await quorum.run('votes undo', { member: 'ada' }, { rank: 'moderator' });
    expect(await quorum.say('progress', {}, { room: 'elsewhere' })).toContain('0 answers with votes');
  });
});
