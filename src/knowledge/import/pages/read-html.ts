/**
 * HTML as Markdown, read tag by tag as it streams by: no tree, so no depth to fall into. What is around a page's
 * content is left out: by its `<main>` or `<article>` where it has one, and by what menus and footers are made of.
 */
import { Parser } from 'htmlparser2';
import { createLineCounter } from '../line-counter.ts';
import { type Attributes, headingLevel, inlineMark, isAside, isBlock, languageIn } from './html-tags.ts';
import type { Line } from './line.ts';
import { createMarkdownWriter } from './markdown-writer.ts';

/** Browsers stop here too. The parser's time grows with the depth. */
const deepestTag = 512;

export interface HtmlPage {
  title: string | undefined;
  lines: Line[];
}

type Region = 'main' | 'article' | 'body';

/** An element that is open. */
interface Element {
  name: string;
  isAside: boolean;
  isRegion: boolean;
  /** How much its paragraph held where it began. */
  from: number;
  href: string | undefined;
  language: string | undefined;
}

/** Undefined where tags are nested deeper than anyone would write them. */
export function readHtml(html: string, url: string | undefined): HtmlPage | undefined {
  const region = regionOf(html);
  return region && readRegion(html, region, url);
}

function regionOf(html: string): Region | undefined {
  const found = new Set<Region>();
  let depth = 0;
  let isTooDeep = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      isTooDeep ||= ++depth > deepestTag;
      if (isTooDeep) parser.pause();
      if (isRegion(name, attributes, 'main')) found.add('main');
      if (name === 'article') found.add('article');
    },
    onclosetag() {
      depth--;
    },
  });
  feed(parser, html, () => isTooDeep);
  if (isTooDeep) return undefined;
  return found.has('main') ? 'main' : found.has('article') ? 'article' : 'body';
}

function isRegion(name: string, attributes: Attributes, region: Region): boolean {
  return name === region || (region === 'main' && attributes.role === 'main');
}

/** In pieces, so that what is too deep ends soon. */
function feed(parser: Parser, html: string, isOver: () => boolean) {
  const piece = 4_096;
  for (let from = 0; from < html.length && !isOver(); from += piece) parser.write(html.slice(from, from + piece));
  if (!isOver()) parser.end();
}

function readRegion(html: string, region: Region, url: string | undefined): HtmlPage {
  const out = createMarkdownWriter();
  const open: Element[] = [];
  const lineOf = createLineCounter(html);
  let asides = 0;
  let headings = 0;
  let regions = region === 'body' ? 1 : 0;
  let pageTitle = '';
  let isPageTitle = false;
  let code: { text: string; language: string | undefined } | undefined;
  let headingId: string | undefined;

  const parser = new Parser({ onopentag: (name, attributes) => begin(name, attributes), onclosetag: end, ontext: say });
  feed(parser, html, () => false);
  out.flush();
  const title = pageTitle.replace(/\s+/g, ' ').trim();
  return { title: title === '' ? undefined : title, lines: out.lines };

  function begin(name: string, attributes: Attributes) {
    const element = {
      name,
      isAside: isAside(name, attributes, region !== 'body' && regions > 0),
      isRegion: isRegion(name, attributes, region),
      from: out.here(),
      href: name === 'a' ? addressOf(attributes.href, url) : undefined,
      language: languageIn(attributes),
    };
    open.push(element);
    if (element.isAside) asides++;
    if (headingLevel(name) !== undefined) headings++;
    if (element.isRegion) regions++;
    if (name === 'title' && pageTitle === '') isPageTitle = true;
    if (isHeard()) beginHeard(element, attributes);
  }

  function beginHeard({ name, language }: Element, attributes: Attributes) {
    out.at(lineOf(parser.startIndex));
    if (code) {
      code.language ??= language;
      if (name === 'br') code.text += '\n';
      return;
    }
    if (isBlock(name)) out.flush();
    // The id of a section is its heading's, where the heading has none.
    headingId = attributes.id ?? (name === 'a' ? attributes.name : undefined) ?? headingId;
    if (name === 'br') out.write('\n');
    else if (name === 'pre') code = { text: '', language: language ?? languageAround() };
    else if (name === 'ul' || name === 'ol') out.list(name === 'ol');
    else if (name === 'li') out.item();
    else if (name === 'blockquote') out.quote();
    else if (name === 'table') out.table();
    else if (name === 'dt' || name === 'summary') out.write('**');
    else if (inlineMark(name) !== '') out.write(inlineMark(name));
    if (isBlock(name)) lastElement().from = out.here() - (name === 'dt' || name === 'summary' ? 1 : 0);
  }

  function end(name: string) {
    const element = open.pop();
    if (!element) return;
    if (isHeard()) endHeard(element);
    if (element.isAside) asides--;
    if (headingLevel(name) !== undefined) headings--;
    if (element.isRegion) regions--;
    if (name === 'title') isPageTitle = false;
  }

  function endHeard({ name, from, href }: Element) {
    if (code) {
      if (name !== 'pre') return;
      out.code(code.text, code.language ?? '');
      code = undefined;
      return;
    }
    const level = headingLevel(name);
    if (level !== undefined) {
      out.heading(level, headingId);
      headingId = undefined;
    } else if (name === 'ul' || name === 'ol') out.endList();
    else if (name === 'blockquote') out.endQuote();
    else if (name === 'td' || name === 'th') out.cell();
    else if (name === 'tr') out.row();
    else if (name === 'table') out.endTable();
    else if (name === 'dt' || name === 'summary') surround(from, '**', '**');
    else if (inlineMark(name) !== '') surround(from, inlineMark(name), inlineMark(name));
    else if (href !== undefined) surround(from, '', '', href);
    if (isBlock(name) && level === undefined) out.flush();
  }

  /** Puts marks around what was said since, unless that was nothing. */
  function surround(from: number, before: string, after: string, href?: string) {
    const said = out.takeBack(from);
    const words = said.slice(before.length).trim();
    if (words === '') return out.write(said.slice(before.length));
    const marked = before + words + after;
    const space = (text: string) => (/\s/.test(text) ? ' ' : '');
    const inner = said.slice(before.length);
    out.write(space(inner.charAt(0)) + (href === undefined ? marked : `[${words}](${href})`) + space(inner.slice(-1)));
  }

  function say(text: string) {
    if (isPageTitle) pageTitle = (pageTitle + text).slice(0, 300);
    if (!isHeard()) return;
    if (code) code.text += text;
    else {
      if (out.here() === 0) out.at(lineOf(parser.startIndex));
      if (text.trim() !== '' && headings === 0) headingId = undefined;
      out.write(text.replace(/\s+/g, ' '));
    }
  }

  function isHeard(): boolean {
    return asides === 0 && regions > 0;
  }

  /** Sphinx says the language on an element around the code. */
  function languageAround(): string | undefined {
    return open.slice(-3).findLast(({ language }) => language !== undefined)?.language;
  }

  function lastElement(): { from: number } {
    return open.at(-1) ?? { from: 0 };
  }
}

/** Only what a member can open; the rest is its words alone. */
function addressOf(href: string | undefined, base: string | undefined): string | undefined {
  if (href === undefined || href === '' || href.startsWith('#') || !URL.canParse(href, base)) return undefined;
  const { protocol, href: address } = new URL(href, base);
  return protocol === 'https:' || protocol === 'http:'
    ? address.replaceAll('(', '%28').replaceAll(')', '%29')
    : undefined;
}
