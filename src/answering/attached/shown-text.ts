import { withoutHidden } from '../quote-data.ts';

const esc = '\u001B';
const bell = '\u0007';

/** What a terminal obeys instead of showing it: colours, movements, titles, links. */
const terminalSequences = new RegExp(
  [
    `(?:${esc}\\[|\u009B)[0-?]*[ -/]*[@-~]`,
    `${esc}[\\]PX^_][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?`,
    `${esc}[ -/]*[0-~]`,
  ].join('|'),
  'gu',
);

/** A text as a terminal would show it in the end: without colours, and with the last state of each progress bar alone. */
export function shownText(text: string): string {
  const plain = text.replace(terminalSequences, '');
  const hasLineEnds = plain.includes('\n');
  const lines = hasLineEnds ? plain.split('\n').map(lastState) : [plain];
  return withoutHidden(lines.join('\n')).trimEnd();
}

/** A return alone begins the line anew. */
function lastState(line: string): string {
  return line.split('\r').findLast((state) => state.trim() !== '') ?? '';
}
