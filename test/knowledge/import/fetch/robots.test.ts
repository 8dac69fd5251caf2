import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits, readRobots } from '../../../../src/knowledge/import/fetch/robots.ts';

describe('robots.txt', () => {
  test.each([
    ['/a', true],
    ['/private', false],
    ['/private/x', false],
    ['/private/open/x', true],
    ['/x.pdf', false],
    ['/x.pdf/more', true],
    ['/%E4%BD%A0', false],
    ['/%e4%bd%a0', false],
    ['/same', true],
  ])('allows %s: %s', (path, is) => {
    const robots = readRobots(`
      # hello
      USER-AGENT: *
      Disallow: /private # not this
      Allow: /private/open
      Disallow: /*.pdf$
      Disallow: /你
      Disallow: /same
      Allow: /same
      Disallow:
      nonsense`);
    expect(robots.allows(path)).toBe(is);
  });

  test('that names Quorum means it, and what is for everybody does not count', () => {
    const robots = readRobots(
      'User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: Quorum/1.0\nDisallow: /x\nCrawl-delay: 2.5\n\n' +
        'User-agent: quorum\nDisallow: /y',
    );
    expect([robots.allows('/'), robots.allows('/x'), robots.allows('/y')]).toEqual([true, false, false]);
    expect(robots.delayMs).toBe(2500);
  });

  test('cannot make us wait longer than five seconds, nor a negative time', () => {
    expect(readRobots('User-agent: *\nCrawl-delay: 1e9').delayMs).toBe(5000);
    expect(readRobots('User-agent: *\nCrawl-delay: -1').delayMs).toBe(0);
    expect(readRobots('User-agent: *\nCrawl-delay: soon').delayMs).toBe(0);
  });

  test('names sitemaps, wherever it does', () => {
    const robots = readRobots('Sitemap: https://example.org/a.xml\r\nUser-agent: x\r\nsitemap: /b.xml');
    expect(robots.sitemaps).toEqual(['https://example.org/a.xml', '/b.xml']);
  });

  test('of any kind can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webPath(), (text, path) => {
        expect(readRobots(text).allows(path)).toBeTypeOf('boolean');
      }),
    );
  });

  test('is answered quickly, however it is written', () => {
    const pattern = '*a'.repeat(499);
    const robots = readRobots(`User-agent: *\n${`Disallow: ${pattern}$\n`.repeat(2000)}`);
    expect(robots.allows('a'.repeat(1000))).toBe(false);
    expect(robots.allows(`${'a'.repeat(999)}b`)).toBe(true);
  });
});

test('a pattern fits what the regular expression that it stands for fits', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, fc.boolean(), text, (start, isWhole, path) => {
      const expected = new RegExp(`^${start.replaceAll('*', '.*')}${isWhole ? '$' : ''}`).test(path);
      expect(fits(isWhole ? `${start}$` : start, path)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});
