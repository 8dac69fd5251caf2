import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtml } from '../../../src/knowledge/import/pages/read-html.ts';
import { readFile } from './source-builder.ts';

/** The Markdown that a piece of HTML becomes. */
function markdownOf(html: string, url?: string): string | undefined {
  return readHtml(html, url)
    ?.lines.map(({ text }) => text)
    .join('\n')
    .trim();
}

describe('HTML becomes Markdown', () => {
  test.each([
    ['marks', '<p>a <b>b</b>, <em> c </em><i></i> &amp; <code>d</code>', 'a **b**, *c* & `d`'],
    ['spaces', '<p>a\n  b<br>c</p>\n<p>d</p>', 'a b\nc\n\nd'],
    ['code with its language', '<pre><code class="language-sh">a\n  # b\n</code></pre>', '```sh\na\n  # b\n```'],
    ['code of Sphinx', '<div class="highlight-nix notranslate"><pre>{<span>a</span>}</pre></div>', '```nix\n{a}\n```'],
    ['code with fences in it', '<pre>```\na\n```</pre>', '````\n```\na\n```\n````'],
    ['lists', '<ul><li>a<li>b<ol><li>c</li><li>d</ol></ul>', '- a\n- b\n  1. c\n  2. d'],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['tables', '<table><tr><th>a<th>b</tr><tr><td><p>1</p><td>x|y</table>', '| a | b |\n| --- | --- |\n| 1 | x\\|y |'],
    ['terms', '<dl><dt>a</dt><dd>b</dd></dl>', '**a**\n\nb'],
    ['headings with their anchors', '<h2 id="x">A <a class="headerlink" href="#x">¶</a></h2>', '## A {#x}'],
    ['anchors of sections', '<section id="x"><h2>A</h2></section>', '## A {#x}'],
    ['words that look like Markdown', '<p># a</p><p>b<br>---</p>', '\\# a\n\nb\n\\---'],
  ])('with its %s', (_what, html, markdown) => {
    expect(markdownOf(html)).toBe(markdown);
  });

  test('with links that lead somewhere, and the words of those that do not', () => {
    const html =
      '<p><a href="../b.html">b</a> <a href="https://y.org/(c)">c</a> <a href="javascript:x">d</a> <a href="#e">e</a>';
    expect(markdownOf(html, 'https://x.org/docs/a.html')).toBe(
      '[b](https://x.org/b.html) [c](https://y.org/%28c%29) d e',
    );
    expect(markdownOf('<a href="b.html">b</a>')).toBe('b');
  });

  test.each([
    ['its main part', '<p>no<main><header><h1>A</h1></header>b<nav>no</nav></main><p>no', '# A\n\nb'],
    ['the part that has that role', '<div>no</div><div role="main">a<footer>no</footer></div>', 'a'],
    ['its articles', '<p>no</p><article>a</article><aside>no</aside><article>b</article>', 'a\n\nb'],
    ['its body', '<header>no</header><p>a</p><script>no</script><form>no</form><p hidden>no</p>', 'a'],
  ])('of %s alone', (_what, html, markdown) => {
    expect(markdownOf(html)).toBe(markdown);
  });

  test('of any text at all comes to an end, without what scripts say', () => {
    const names = [
      'p',
      'b',
      'ul',
      'ol',
      'li',
      'table',
      'tr',
      'td',
      'pre',
      'code',
      'h2',
      'a',
      'blockquote',
      'dt',
      'main',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...names).map((name) => `<${name}>`),
      fc.constantFrom(...names).map((name) => `</${name}>`),
      fc.constantFrom('<br>', '&lt;', '<!-- -->', '<a href="https://x.org">', '<script>secret</script>', '<nav>'),
      fc.lorem({ maxCount: 2 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        expect(markdownOf(html)).not.toContain('secret');
      }),
      { numRuns: 200 },
    );
  });
});

test('a page of HTML is cut like one of Markdown', async () => {
  const words = 'Here it is explained at length, for everyone who wants to know what it is.';

  const body = `<h2 id="über">Set up</h2>\n<p>${words}</p>\n<h2>End</h2><p>${words}`;
  const html = `<!doctype html>\n<title>Site</title>\n${body}`;
  const { drafts } = await readFile('a.html', html, { linkOf: () => 'https://x.org/a' });
  expect(drafts).toEqual([
    {
      ...{ key: 'a.html#über', kind: 'passage', title: 'Site › Set up', text: words, url: 'https://x.org/a#über' },
      at: { file: 'a.html', line: 3 },
    },
    {
      ...{ key: 'a.html#end', kind: 'passage', title: 'Site › End', text: words, url: 'https://x.org/a#end' },
      at: { file: 'a.html', line: 5 },
    },
  ]);
});
