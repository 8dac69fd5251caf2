import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answered, footerFor, unverifiedSign, withLabel } from '../../../../src/adapters/discord/render/index.ts';
import { readMessage } from './discord-dialect.ts';

const fromSource = { verified: false, standing: 'open' } as const;
const answered = (parts: Partial<Answered> = {}): Answered => ({
  label: 'fromSources',
  manner: 'generated',
  sources: [],
  unverified: [],
  writer: { role: 'coder', model: 'llama3.2:3b' },
  ...parts,
});

describe('a footer', () => {
  test('says what the answer is, who wrote it, and where it comes from', () => {
    const sources = [
      { title: 'Rolling back', url: 'https://nixos.org/manual#rollback', ...fromSource },
      { title: 'How do I roll back?', url: null, ...fromSource },
    ];
    expect(footerFor(answered({ sources }))).toBe(
      '-# ◆ generated from sources · coder · llama3.2:3b\n' +
        '-# [[1] Rolling back](<https://nixos.org/manual#rollback>) · \\[2] How do I roll back?',
    );
  });

  test.each([
    [{ label: 'verified', manner: 'quoted', writer: null }, '-# ✔ verified'],
    [{ label: 'approved', manner: 'quoted', writer: null }, '-# 👍 approved by members'],
    [{ label: 'withoutSources' }, '-# ◇ generated without sources · coder · llama3.2:3b'],
    [{ label: 'approved', standing: 'approved' }, '-# 👍 approved by members · coder · llama3.2:3b'],
    [{ standing: 'denied' }, '-# ✖ members say that it is wrong · coder · llama3.2:3b'],
    [{ label: 'fromSources', manner: 'excerpts', writer: null }, '-# ◆ quoted from sources'],
    [{ label: 'fromSources', manner: 'quoted', writer: null }, '-# ◆ quoted from sources'],
    [{ label: 'approved', manner: 'excerpts', writer: null }, '-# 👍 approved by members'],
    [{ label: null, manner: 'unknown', writer: null }, '-# ○ nothing known'],
  ] satisfies [Partial<Answered>, string][])('of %j is %s', (parts, footer) => {
    expect(footerFor(answered(parts))).toBe(footer);
  });

  test('says which sources are verified, and which are approved by members', () => {
    const sources = [
      { title: 'Rolling back', url: null, verified: true, standing: 'approved' },
      { title: 'Tea', url: 'https://a.b', verified: false, standing: 'approved' },
    ] as const;
    expect(footerFor(answered({ sources }))).toContain('-# ✔ \\[1] Rolling back · 👍 [[2] Tea](<https://a.b/>)');
  });

  test('is told another label where it stands, and nothing else of the message changes', () => {
    const sources = [{ title: 'Rolling back', url: null, ...fromSource }];
    const made = answered({ sources, unverified: ['--x'] });
    const message = `◆ generated from sources\n${footerFor(made)}\n-# Not sure?`;
    const approved = { ...made, label: 'approved', standing: 'approved' } as const;
    expect(withLabel(message, approved)).toBe(`◆ generated from sources\n${footerFor(approved)}\n-# Not sure?`);
    for (const other of [{ ...made, standing: 'denied' }, { ...made, label: 'verified' }, made] as const)
      expect(withLabel(withLabel(message, approved), other)).toBe(message.replace(footerFor(made), footerFor(other)));
    expect(withLabel('Nothing small here.', approved)).toBe('Nothing small here.');
  });

  test('says what the sign means, if it stands in the answer', () => {
    expect(footerFor(answered({ unverified: ['--x'] }))).toMatch(
      new RegExp(`\n-# ${unverifiedSign} stands in no source`),
    );
    expect(footerFor(answered())).not.toContain(unverifiedSign);
  });

  test('names five sources and counts the others; fewer where there is less room', () => {
    const sources = Array.from({ length: 9 }, (_, index) => ({
      title: `Title ${index}`,
      url: `https://a.b/${index}`,
      ...fromSource,
    }));
    expect(footerFor(answered({ sources }))).toMatch(/\[\[5] Title 4]\(<https:\/\/a\.b\/4>\) · 4 more$/);
    expect(footerFor(answered({ sources }), 140)).toMatch(/\[\[2] Title 1]\(<https:\/\/a\.b\/1>\) · 7 more$/);
  });

  test('shows a title as it is, shortened, and no link that leads astray', () => {
    const title = '🎉 `nix` *and* [more] || of | it, in a title that goes on for longer than anybody wants to read';
    expect(footerFor(answered({ sources: [{ title, url: 'https://a.b', ...fromSource }] }))).toContain(
      '[[1] ˋnixˋ ∗and∗ (more) ∣∣ of ∣ it, in a title that goes on f…](<https://a.b/>)',
    );
    const astray = { title: 'paypal.com', url: 'https://evil.example', ...fromSource };
    expect(footerFor(answered({ sources: [astray, { ...fromSource, title: 'x', url: 'javascript:x' }] }))).toContain(
      '\\[1] paypal.com · \\[2] x',
    );
  });

  test('stays small lines within its limit, whatever the titles and names', () => {
    const pieces = [
      '||',
      '**',
      '`',
      '[',
      '](',
      ')',
      '<@1>',
      '@everyone',
      '<t:1>',
      '\n# ',
      '\n',
      ':a:',
      'https://x.y',
      '🎉',
      'word ',
      '\\',
      '-#',
      '日本',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 20 })
      .map((all) => all.join(''));
    const source = fc.record({
      title: text,
      url: fc.oneof(fc.constantFrom(null, 'https://a.b/c', 'javascript:x'), fc.webUrl()),
      verified: fc.boolean(),
      standing: fc.constantFrom('open' as const, 'approved' as const),
    });
    fc.assert(
      fc.property(fc.array(source, { maxLength: 8 }), text, text, (sources, role, model) => {
        const footer = footerFor(answered({ sources, writer: { role, model }, unverified: ['x'] }));
        expect(footer.length).toBeLessThanOrEqual(700);
        for (const line of footer.split('\n')) expect(line).toMatch(/^-# \S/);
        const kinds = readMessage(footer).map(({ kind }) => kind);
        expect(kinds.filter((kind) => !['text', 'subtext', 'masked'].includes(kind))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
