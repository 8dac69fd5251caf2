/** One page: asked for, told apart from what is no page, decoded, and its links read. */
import type { IncomingHttpHeaders } from 'node:http';
import { PageError } from './get.ts';
import type { PageType } from './page-file.ts';
import type { NewPage, PageFolder } from './page-folder.ts';
import { forbids, type PageLinks, readHtmlLinks, readMarkdownLinks } from './page-links.ts';
import { decodePage } from './page-text.ts';
import type { Arrival, PoliteGet } from './polite-get.ts';
import { shownText } from './shown.ts';

export interface Page extends NewPage, PageLinks {}

export type Visit =
  | { kind: 'page'; page: Page }
  /** It is not there (any more), not ours to read, or no page. */
  | { kind: 'left-out'; why: string; status?: number; elsewhere?: string }
  /** It may be there another time. */
  | { kind: 'failed'; why: string };

export type Visitor = (address: string) => Promise<Visit>;

export function createVisitor(politely: PoliteGet, folder: PageFolder, maxBytes: number, signal: AbortSignal): Visitor {
  return async (address) => {
    const copies = new Map<string, Awaited<ReturnType<PageFolder['copyOf']>>>();
    const wants = (status: number, headers: IncomingHttpHeaders) => status === 200 && mayBePage(headers);
    try {
      const headersFor = async (at: string) => {
        const copy = await folder.copyOf(at);
        copies.set(at, copy);
        return conditions(copy);
      };
      return await read(await politely(address, { wants, maxBytes, headersFor }));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PageError)) throw error;
      return { kind: 'failed', why: error.message };
    }

    async function read(arrival: Arrival): Promise<Visit> {
      if ('elsewhere' in arrival) {
        const { elsewhere } = arrival;
        return { kind: 'left-out', why: `it has moved to ${shownText(elsewhere)}`, elsewhere };
      }
      const { status, headers, body } = arrival.reply;
      const copy = copies.get(arrival.address);
      if (status === 304 && copy !== undefined) return { kind: 'page', page: withLinks(copy, headers) };
      if (status === 429 || status >= 500) return { kind: 'failed', why: `it answers ${status}` };
      if (status !== 200) return { kind: 'left-out', why: `it answers ${status}`, status };
      const type = typeOf(headers, new URL(arrival.address).pathname);
      if (type === undefined) return { kind: 'left-out', why: 'it is neither HTML nor Markdown' };
      const text = decodePage(body, headers['content-type']);
      const { etag, 'last-modified': modified } = headers;
      return { kind: 'page', page: withLinks({ address: arrival.address, type, text, etag, modified }, headers) };
    }
  };
}

function conditions(copy: NewPage | undefined): Record<string, string> {
  return {
    ...(copy?.etag ? { 'if-none-match': copy.etag } : {}),
    ...(copy?.modified ? { 'if-modified-since': copy.modified } : {}),
  };
}

export function withLinks(page: NewPage, headers: IncomingHttpHeaders = {}): Page {
  const read = page.type === 'html' ? readHtmlLinks : readMarkdownLinks;
  const links = read(page.text, page.address);
  const mayKeep = links.mayKeep && !forbids(String(headers['x-robots-tag'] ?? ''), 'noindex');
  return { ...page, ...links, mayKeep };
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function mayBePage(headers: IncomingHttpHeaders): boolean {
  return ['', 'text/html', 'application/xhtml+xml', 'text/markdown', 'text/x-markdown', 'text/plain'].includes(
    mediaType(headers),
  );
}

function typeOf(headers: IncomingHttpHeaders, path: string): PageType | undefined {
  const type = mediaType(headers);
  if (type.includes('html')) return 'html';
  if (type.includes('markdown') || /\.(md|markdown)$/i.test(path)) return 'md';
  return type === '' ? 'html' : undefined;
}
