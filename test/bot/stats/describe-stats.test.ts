import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { describeStats } from '../../../src/bot/stats/index.ts';
import { busyMonth, empty, firstDay, helpForum, oneDay, sampleNow, sampleStats, unanswered } from './samples.ts';

test('a month is told with what became of its questions, held against the month before', () => {
  const said = describeStats(sampleStats(busyMonth));
  expect(said).toMatch(/^\*\*Quorum, the last 30 days\*\* \(27 Oct – 25 Nov 2026, UTC\)$/m);
  expect(said).toMatch(/^1,\d{3} questions from \d+ members$/m);
  expect(said).toMatch(/^▲ \d+ more than in the 30 days before$/m);
  expect(said).toMatch(/^- answered: 1,\d{3} \(9\d %\)$/m);
  expect(said).toMatch(/^- refused: \d+ \(too many at once \d+, switched off there \d+\)$/m);
  expect(said).toMatch(/^- cut off: \d+ \(Quorum stopped meanwhile \d+\)$/m);
  expect(said).toMatch(/^- generated from sources: \d+$/m);
  expect(said).toMatch(/^- whole answers: half within [\d.]+ s, 95 % within \d+ s$/m);
  expect(said).toMatch(/^- `llama3.2:3b`: \d+ answers, half within [\d.]+ s, 👍 \d+ 👎 \d+$/m);
  expect(said).toMatch(/^- NixOS wiki: 310 times$/m);
});

test('a day is told by the hour, and all that there is without a comparison', () => {
  expect(describeStats(sampleStats(oneDay))).toContain('(24 Nov, 19:00 – 25 Nov 2026, 18:20 UTC)');
  const all = describeStats(sampleStats(firstDay));
  expect(all).toContain('**Quorum, since 25 Nov 2026** (25 Nov 2026, UTC)');
  expect(all).not.toContain('before');
});

test('what was asked is told apart from what Quorum answered of its own accord, where it may', () => {
  const said = describeStats(sampleStats(helpForum));
  expect(said).toMatch(
    /\*\*Asked and unasked\*\*\n- asked by members: \d+ \(answered: \d+, 9\d %\)\n- answered of its own accord: \d+\n- heard and left to people: \d+\n/,
  );
  expect(said.length).toBeLessThan(2000);
  expect(describeStats(sampleStats(busyMonth))).not.toContain('unasked');
  const stats = sampleStats(empty);
  expect(describeStats({ ...stats, unasked: { answered: 0, left: 3 } })).toMatch(
    /Nobody has asked anything in this period\.\n3 questions that I only heard were left to people\.$/,
  );
});

test('what never was is said in a sentence, and no list is empty', () => {
  const nothing = describeStats(sampleStats(empty));
  expect(nothing).toMatch(/\n\nNobody has asked anything in this period\.$/);
  const before = describeStats(sampleStats({ ...empty, perBucketBefore: 1 }));
  expect(before).toMatch(/\nIn the 30 days before, there were 30 questions\.$/);
  const never = describeStats(sampleStats({ period: 'all', firstAt: sampleNow, perBucket: () => 0 }));
  expect(never).toBe('**Quorum, so far**\n\nNobody has asked anything yet.');
  const refused = describeStats(sampleStats(unanswered));
  expect(refused).toContain('- answered: 0 (0 %)\n- refused: 21 (paused 21)');
  expect(refused).not.toMatch(/\*\*(Answers|Thumbs|Speed|Roles|Models|Sources)/);
});

test('a month fits into one message of Discord’s, and the longest there is into two', () => {
  const stats = sampleStats(busyMonth);
  const long = 'W'.repeat(500);
  const five = <T>(one: T) => Array.from({ length: 5 }, () => one);
  const named = five({ name: long, count: 123_456 });
  const part = {
    name: long,
    answers: 123_456,
    thumbs: { up: 12_345, down: 12_345 },
    speed: { p50Ms: 1e5, p95Ms: 1e6 },
  };
  const roles = five({ ...part, name: 'empathy' });
  const longest = { ...stats, roles, models: five(part), cited: { sources: named, entries: named } };
  expect(describeStats(longest).length).toBeLessThan(4000);
  expect(describeStats(stats).length).toBeLessThan(2000);
});

describe('titles', () => {
  const textOf = (node: Nodes): string =>
    'children' in node ? node.children.map(textOf).join('') : 'value' in node ? node.value : '';

  function shown(name: string) {
    const stats = { ...sampleStats(firstDay), cited: { sources: [], entries: [{ name, count: 3 }] } };
    const { children } = fromMarkdown(describeStats(stats), {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    const list = children.at(-1);
    if (list?.type !== 'list') throw new Error('There is no list of entries.');
    return list;
  }

  test.each([
    '- **bold** ~~no~~',
    '1. [link](https://evil.example)',
    'see (http://evil.example), www.evil.example!',
    '2) + one@evil.example',
    '# <@123> `code`',
    '||spoiler|| &amp; ![x](y)',
  ])('stay what they are: %s', (title) => {
    expect(textOf(shown(title))).toBe(`${title}: 3 times`);
  });

  test('of any signs stay one plain line', () => {
    const visible = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
      .filter((text) => /^\P{C}+$/u.test(text));
    fc.assert(
      fc.property(visible, (title) => {
        const { children } = shown(title);
        expect(children).toHaveLength(1);
        expect(textOf(children[0] as Nodes)).toBe(`${title.replace(/\p{Z}+/gu, ' ').trim()}: 3 times`);
      }),
    );
  });

  test('are cut where they are long, and lose what nobody sees', () => {
    expect(textOf(shown(`${'long '.repeat(40)}`))).toMatch(/^(long )+lon…?.*: 3 times$/);
    expect(textOf(shown('one\n\n\u202etwo\u0000'))).toBe('one two: 3 times');
  });
});
