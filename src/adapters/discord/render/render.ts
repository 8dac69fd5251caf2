import type { Root } from 'mdast';
import { compose, fill } from './fill.ts';
import { labelRoom } from './footer.ts';
import { piecesOfAtMost } from './graphemes.ts';
import { messageLimit } from './limits.ts';
import type { Source } from './links.ts';
import type { Row } from './row.ts';
import { rowsOf } from './rows.ts';

export interface RenderContext {
  /** In the order of the numbers by which the body cites them. */
  sources?: readonly Source[];
  /** What stands under the last part: see `footerFor`; or, while it is being written, how far it is. */
  footer?: string;
  /** How many messages may be written; what is longer goes into a file. */
  mostParts?: number;
}

export interface Rendered {
  /** The messages, in order; none where there is nothing to show. */
  parts: string[];
  /** The whole, if it is more than messages hold; it goes with the one part that there is then. */
  file?: { name: string; text: string };
}

const usualParts = 4;
const fileName = 'answer.md';

/**
 * A body as the messages that show it on Discord. One that is too long for a few messages is begun in one, and attached
 * as a whole: `markdown`, which it was read from.
 */
export function renderForDiscord(body: Root, markdown: string, context: RenderContext = {}): Rendered {
  const { sources = [], footer = '', mostParts = usualParts } = context;
  const messages = fill(rowsOf(body, sources), messageLimit);
  const parts = withFooter(messages, footer);
  if (parts.length <= mostParts) return { parts };
  const end = under(`-# This is how it begins; all of it is in ${fileName}.`, footer);
  const file = { name: fileName, text: markdown + listOf(sources) };
  return { parts: [...beginning(messages.slice(0, 1), end), ...(isLong(footer) ? withFooter([], footer) : [])], file };
}

/**
 * A body that is still being written, as far as it is: one message after the other fills up, and stays as it is while
 * the next one grows. They are those of the whole until that turns out to need a file.
 */
export function renderLive(body: Root, context: RenderContext = {}): string[] {
  const { sources = [], footer = '', mostParts = usualParts } = context;
  const messages = fill(rowsOf(body, sources), messageLimit);
  if (messages.length === 0) return withFooter([], footer);
  if (messages.length > mostParts)
    return beginning(messages.slice(0, mostParts), under(`-# It goes on; all of it will be in a file.`, footer));
  const parts = messages.map(compose);
  const last = parts.pop() ?? '';
  const whole = `${last}\n${footer}`;
  // where the footer has no room, the text comes first: no message is cut anew for it
  return [...parts, footer !== '' && whole.length <= messageLimit ? whole : last];
}

/** Messages with a footer under the last one, which becomes two if they do not fit into one. */
function withFooter(messages: readonly Row[][], footer: string): string[] {
  if (footer === '') return messages.map(compose);
  if (messages.length === 0 || isLong(footer))
    return [...messages.map(compose), ...piecesOfAtMost(footer, messageLimit)];
  const last = fill(messages.at(-1) ?? [], messageLimit - footer.length - labelRoom - 1);
  const parts = [...messages.slice(0, -1), ...last].map(compose);
  return parts.with(-1, `${parts.at(-1)}\n${footer}`);
}

/** Messages of which the last one is cut so that what comes under it fits. */
function beginning(messages: readonly Row[][], end: string): string[] {
  const [last = []] = fill(messages.at(-1) ?? [], messageLimit - end.length - labelRoom - 1);
  return [...messages.slice(0, -1).map(compose), `${compose(last)}\n${end}`];
}

/** A footer beside which there would be little room is a message of its own. */
function isLong(footer: string): boolean {
  return footer.length > messageLimit / 2;
}

function under(note: string, footer: string): string {
  return footer === '' || isLong(`${note}\n${footer}`) ? note : `${note}\n${footer}`;
}

function listOf(sources: readonly Source[]): string {
  if (sources.length === 0) return '\n';
  const lines = sources.map(
    ({ title, url }, index) => `${index + 1}. ${title.replace(/\s+/g, ' ')}${url ? ` <${url}>` : ''}`,
  );
  return `\n\n---\n\nSources\n\n${lines.join('\n')}\n`;
}
