import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtmlLinks, readMarkdownLinks } from '../../../../src/knowledge/import/fetch/page-links.ts';
import { readSitemap } from '../../../../src/knowledge/import/fetch/sitemap.ts';

const address = 'https://example.org/docs/';

describe('the links of an HTML page', () => {
  test('are those that may be followed', () => {
    const { links } = readHtmlLinks(
      '<a href=a>A</a><a href="b" rel="nofollow">B</a><area href=c><a name=d>D</a>',
      address,
    );
    expect(links).toEqual(['a', 'c']);
  });

  test('of comments, scripts and text are none', () => {
    const html = '<!-- <a href=a> --><script>"<a href=b>"</script><textarea><a href=c></textarea>&lt;a href=d>';
    expect(readHtmlLinks(html, address).links).toEqual([]);
  });

  test('are relative to a base, which must be an address', () => {
    expect(readHtmlLinks('<base href="../x/"><base href="/y/">', address).base).toBe('https://example.org/x/');
    expect(readHtmlLinks('<base href="http://[">', address).base).toBe(address);
  });

  test('of any text can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (html) => {
        expect(readHtmlLinks(html, address).links).toBeInstanceOf(Array);
        expect(readSitemap(html).pages).toBeInstanceOf(Array);
        expect(readMarkdownLinks(html, address).links).toBeInstanceOf(Array);
      }),
    );
  });

  const length = 4 * 1024 * 1024;
  test.each([
    ['open tags', '<i>'],
    ['closing tags', '</b>'],
    ['both', '<i></b>'],
    ['foreign tags', '<svg><math>'],
    ['comments without an end', '<!--'],
    ['attributes', '<a x="'],
    ['brackets', ']('],
    ['references', '\n[a'],
    ['nested locations', '<url><loc>'],
  ])('are read to the end in four megabytes of %s', (_, piece) => {
    const text = piece.repeat(length / piece.length);
    const read = () => [readHtmlLinks(text, address), readMarkdownLinks(text, address), readSitemap(text)];
    expect(read).not.toThrow();
  });
});

test('a Markdown page links inline and by reference', () => {
  const markdown = '[a](a.md) ![p](<b.md>) [c][1]\n\n[1]: c.md "C"\n';
  expect(readMarkdownLinks(markdown, address).links).toEqual(['a.md', 'b.md', 'c.md']);
});
