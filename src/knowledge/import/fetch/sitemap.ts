import { Parser } from 'htmlparser2';

/** What a sitemap names: pages, and other sitemaps. */
export interface Sitemap {
  pages: string[];
  sitemaps: string[];
}

const most = 20_000;
const deepest = 20;
const pieceLength = 4096;

export function readSitemap(xml: string): Sitemap {
  const found: Sitemap = { pages: [], sitemaps: [] };
  const lists = new Map([
    ['url', found.pages],
    ['sitemap', found.sitemaps],
  ]);
  const open: string[] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag(name) {
        open.push(name.toLowerCase());
        text = '';
      },
      ontext(piece) {
        if (open.at(-1) === 'loc' && text.length < 2000) text += piece;
      },
      onclosetag() {
        if (open.pop() !== 'loc') return;
        const list = lists.get(open.at(-1) ?? '');
        if (list && list.length < most) list.push(text.trim());
      },
    },
    { xmlMode: true },
  );
  for (let at = 0; at < xml.length && open.length < deepest; at += pieceLength) {
    parser.write(xml.slice(at, at + pieceLength));
  }
  return found;
}
