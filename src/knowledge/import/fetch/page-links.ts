/** What a page says about other pages and about itself. Its text is somebody else's business. */
import { Parser } from 'htmlparser2';

export interface PageLinks {
  /** As they are written; `base` is what they are relative to. */
  links: string[];
  base: string;
  /** The address under which the page itself wants to be known. */
  canonical?: string;
  /** False when it asks not to be kept. */
  mayKeep: boolean;
  asksPassword: boolean;
}

const mostLinks = 10_000;
/** The parser looks through all open tags at each new one: deeper than this, a page is only meant to keep us busy. */
const deepest = 500;
const pieceLength = 4096;

export function readHtmlLinks(html: string, address: string): PageLinks {
  const page: PageLinks = { links: [], base: address, mayKeep: true, asksPassword: false };
  let hasBase = false;
  let mayFollow = true;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      const { href, rel = '', content = '' } = attributes;
      const relations = rel.toLowerCase().split(/\s+/);
      if (name === 'base' && href !== undefined && !hasBase) {
        hasBase = true;
        page.base = URL.parse(href, address)?.href ?? address;
      }
      if (name === 'meta' && /^(robots|quorum)$/i.test(attributes.name ?? '')) {
        if (forbids(content, 'noindex')) page.mayKeep = false;
        if (forbids(content, 'nofollow')) mayFollow = false;
      }
      if (name === 'link' && href !== undefined && relations.includes('canonical')) page.canonical ??= href;
      if (name === 'input' && attributes.type?.toLowerCase() === 'password') page.asksPassword = true;
      const isLink = name === 'a' || name === 'area';
      if (isLink && href && !relations.includes('nofollow') && page.links.length < mostLinks) page.links.push(href);
    },
    onclosetag() {
      depth -= 1;
    },
  });
  for (let at = 0; at < html.length && depth < deepest; at += pieceLength)
    parser.write(html.slice(at, at + pieceLength));
  if (!mayFollow) page.links = [];
  return page;
}

/** `noindex` of `noindex, nofollow`; `none` is both. */
export function forbids(directives: string, what: 'noindex' | 'nofollow'): boolean {
  const words = directives.toLowerCase().split(/[\s,]+/);
  return words.includes(what) || words.includes('none');
}

export function readMarkdownLinks(markdown: string, address: string): PageLinks {
  const written = markdown.matchAll(/\]\(<?([^()<>\s]{1,1000})|^\[[^[\]\n]{1,200}\]: {0,9}<?(\S{1,1000})/gm);
  const links = written.map(([, inline, reference]) => inline ?? reference ?? '').take(mostLinks);
  return { links: [...links], base: address, mayKeep: true, asksPassword: false };
}
