import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathWithin } from '../../../../src/knowledge/import/fetch/fetched-source.ts';
import { foldedFile, markedFile, pageFile } from '../../../../src/knowledge/import/fetch/page-file.ts';

test.each([
  ['/', 'index.html'],
  ['/a/', 'a/index.html'],
  ['/a/b', 'a/b.html'],
  ['/a/b.htm', 'a/b.html'],
  ['/a.html/b', 'a.html_/b.html'],
  ['/v1.2', 'v1.2.html'],
  ['/%E4%BD%A0/caf%C3%A9', '你/café.html'],
  ['//x', '_/x.html'],
  ['/a%2fb', 'a%2Fb.html'],
  ['/a%00b', 'a%00b.html'],
  ['/.git/config', '%2Egit/config.html'],
  ['/..%2f..%2fetc/passwd', '%2E.%2F..%2Fetc/passwd.html'],
  ['/a%5c..%5cb', 'a%5C..%5Cb.html'],
  ['/CON/nul.md', 'CON_/nul_.html'],
  ['/a:b*c?', 'a%3Ab%2Ac.html'],
  ['/a%zz', 'a%25zz.html'],
])('the page at %s is kept as %s', (path, file) => {
  expect(pageFile(`https://example.org${path}`, 'html')).toBe(file);
});

describe('the file of a page', () => {
  const anyPath = fc.oneof(
    fc.webPath(),
    fc
      .array(fc.constantFrom('..', '.', '%2e%2e', '%2E', '%5c', 'a', '~', 'con', '\\', '%00', '%', 'é'.repeat(300)))
      .map((parts) => `/${parts.join('/')}`),
    fc.string({ unit: 'binary' }).map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
  );

  test('lies in its folder, whatever the address', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        const file = pageFile(new URL(`https://example.org/${path}`).href, 'html');
        const folder = resolve('/pages');
        expect(join(folder, file).startsWith(folder + sep)).toBe(true);
        expect(pathWithin(folder, file)).toBe(file);
        for (const name of file.split('/')) {
          expect(name).not.toMatch(/^\.|\.$|[\p{Cc}<>:"|?*\\]/u);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(130);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is another one when its name is taken', () => {
    expect(markedFile('a/b.html', 'https://example.org/a/B')).toMatch(/^a\/b-[0-9a-f]{10}\.html$/);
    expect(foldedFile('A/É.html')).toBe(foldedFile('a/e\u0301.html'));
  });
});
