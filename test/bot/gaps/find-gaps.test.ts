import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedQuestion, findGaps } from '../../../src/bot/gaps/find-gaps.ts';

let asked = 0;
function question(text: string, outcome: AskedQuestion['outcome'], at = 0, memberId = 'ada'): AskedQuestion {
  asked += 1;
  return { id: `q${String(asked).padStart(4, '0')}`, memberId, text, at: new Date(at), outcome };
}

describe('questions that were not answered well', () => {
  test('are one gap where they say the same or nearly the same, named by what they say', async () => {
    const gaps = await findGaps(
      [
        question('How do I pin nixpkgs?', 'denied', 1),
        question('how can I pin nixpkgs please', 'unanswered', 2, 'bob'),
        question('How to pin nixpkgs in a flake?', 'unsure', 3),
        question('Where do I report a typo in the manual?', 'contested', 4),
        question('What is the weather?', undefined, 5),
      ],
      [],
    );
    expect(gaps).toMatchObject([
      { count: 3, members: 2, reasons: { denied: 1, unanswered: 1, unsure: 1 }, lastAt: new Date(3) },
      { count: 1, members: 1, reasons: { contested: 1 } },
    ]);
    expect(gaps[0]?.name).toBe('nixpkgs, pin');
    expect(gaps[0]?.question.text).toBe('How do I pin nixpkgs?');
  });

  test('are another gap where one of few words is another', async () => {
    const gaps = await findGaps(
      [
        question('How do I install Firefox on NixOS?', 'denied', 1),
        question('How do I install Chromium on NixOS?', 'denied', 2),
        question('How do I uninstall Firefox on NixOS?', 'denied', 3),
      ],
      [],
    );
    expect(gaps).toHaveLength(3);
  });

  test('are found in languages that put no spaces between words', async () => {
    const gaps = await findGaps(
      [question('如何固定软件版本？', 'unanswered', 1), question('请问如何固定软件版本', 'unanswered', 2)],
      [],
    );
    expect(gaps).toMatchObject([{ count: 2 }]);
  });

  test('are closed by what is answered well or taught later, and open again when that is denied', async () => {
    const gap = question('How do I pin nixpkgs?', 'denied', 10);
    const known = (at: number) => ({ text: 'How can I pin nixpkgs?', at: new Date(at) });
    expect(await findGaps([gap], [known(5)])).toHaveLength(1);
    expect(await findGaps([gap], [known(20)])).toEqual([]);
    expect(await findGaps([gap, question('pin nixpkgs?', 'good', 20)], [])).toEqual([]);
    expect(await findGaps([gap, question('pin nixpkgs?', 'contested', 30)], [known(20)])).toMatchObject([{ count: 1 }]);
  });

  test('give the same gaps in whatever order they are read', async () => {
    const words = fc.constantFrom('pin', 'nixpkgs', 'flake', 'boot', 'kernel', 'module', 'service', 'key');
    const text = fc.array(words, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
    const outcome = fc.constantFrom('denied', 'contested', 'unanswered', 'unsure', 'good', undefined);
    const item = fc.record({ text, outcome, at: fc.nat(50).map((ms) => new Date(ms)), memberId: fc.constant('ada') });
    const items = fc
      .array(item, { maxLength: 20 })
      .map((all) => all.map((each, index) => ({ ...each, id: `q${index}` })));
    await fc.assert(
      fc.asyncProperty(items, fc.nat(), async (all, seed) => {
        const shuffled = [...all].sort(
          (a, b) => ((Number(a.id.slice(1)) * 7 + seed) % 11) - ((Number(b.id.slice(1)) * 7 + seed) % 11),
        );
        expect(await findGaps(shuffled, [])).toEqual(await findGaps(all, []));
        const counted = (await findGaps(all, [])).reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});
