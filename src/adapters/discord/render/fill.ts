import { cutRow } from './cut-row.ts';
import { type Row, writeRow } from './row.ts';

/** From this share of a message on, it ends before a row that does not fit rather than within it; blocks of code move sooner. */
const fullEnough = { text: 0.5, fence: 0.25 };

/**
 * Rows put into messages, one after the other. Where a message ends depends on what stands before that place and on the
 * next row's not fitting, never on what comes later: so a text that grows changes its last message alone.
 */
export function fill(rows: readonly Row[], limit: number): Row[][] {
  const messages: Row[][] = [];
  let message: Row[] = [];
  let used = 0;
  const put = (row: Row) => {
    message.push(row);
    used += lengthOf(row);
  };
  const end = () => {
    const last = message.findLastIndex((row, index) => index === 0 || row.kind === 'fence' || !row.announces);
    messages.push(message.slice(0, last + 1));
    const moved = message.slice(last + 1);
    message = [];
    used = 0;
    moved.forEach(put);
  };
  for (const row of rows) {
    for (let rest: Row | undefined = row; rest; ) {
      const room = limit - used;
      if (lengthOf(rest) <= room) {
        put(rest);
        break;
      }
      const isFull: boolean = used >= limit * fullEnough[rest.kind];
      const [head, tail]: [Row | undefined, Row] = isFull
        ? [undefined, rest]
        : cutRow(rest, room - separator(rest).length, message.length === 0);
      if (head) put(head);
      end();
      rest = tail;
    }
  }
  if (message.length > 0) messages.push(message);
  return messages;
}

/** The rows of a message as it is sent. What goes on in the middle of a list moves to the left, where lists begin. */
export function compose(rows: readonly Row[]): string {
  let text = '';
  let margin: number | undefined;
  for (const row of rows) {
    const indent = row.kind === 'text' ? row.lead.length - row.lead.trimStart().length : 0;
    if (row.kind === 'text') margin = Math.min(margin ?? indent, indent);
    text += (text === '' ? '' : separator(row)) + writeRow(row).slice(Math.min(margin ?? 0, indent));
  }
  return text;
}

function lengthOf(row: Row): number {
  return separator(row).length + writeRow(row).length;
}

function separator({ gap }: Row): string {
  return gap ? '\n\n' : '\n';
}
