/**
 * Markdown in pieces that mean the same apart as together. The parser takes time that grows with the square of some
 * texts; over pieces of bounded size and wildness it grows with the length alone.
 */
export interface Piece {
  text: string;
  /** Nested or marked beyond what anybody writes: to be shown as it stands. */
  isWild: boolean;
}

/** From this many characters on a piece ends where it may, from the second number on where a line is not indented. */
const enough = 2_000;
const most = 8_000;

interface Fence {
  mark: string;
  /** What it stands in, whose end is its end, too. */
  within: 'quote' | 'list' | undefined;
}

export function piecesOf(markdown: string): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let prose: string[] = [];
  let fence: Fence | undefined;
  let size = 0;
  const end = () => {
    if (lines.length > 0) pieces.push({ text: lines.join('\n'), isWild: isWild(prose) });
    lines = [];
    prose = [];
    size = 0;
  };
  for (const line of markdown.split('\n')) {
    if (fence && leaves(line, fence)) fence = undefined;
    const isCode = fence !== undefined && fence.within === undefined;
    const wasBlank = prose.at(-1)?.trim() === '';
    if (!fence && wasBlank && size >= enough && beginsAnew(line)) end();
    else if (!isCode && size >= most && (/^\S/.test(line) || size >= 2 * most)) end();
    lines.push(line);
    // code is parsed in linear time, however long it is
    prose.push(isCode ? '' : line);
    if (!isCode) size += line.length + 1;
    if (!fence) fence = openedBy(line);
    else if (closes(line, fence)) fence = undefined;
  }
  end();
  return pieces;
}

/** Whether a line after a blank one goes on with nothing that stands above it. */
function beginsAnew(line: string): boolean {
  return /^\S/.test(line) && !/^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(line);
}

function openedBy(line: string): Fence | undefined {
  const [, before = '', mark] = /^([\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*)(`{3,}(?!.*`)|~{3,})/.exec(line) ?? [];
  if (mark === undefined) return undefined;
  return { mark, within: before === '' ? undefined : before.includes('>') ? 'quote' : 'list' };
}

function leaves(line: string, { within }: Fence): boolean {
  if (within === undefined) return false;
  return within === 'quote' ? !/^[\s>]*>/.test(line) : /^\S/.test(line);
}

function closes(line: string, { mark, within }: Fence): boolean {
  const end = line.replace(within ? /^[\s>]+/ : /^ {0,3}/, '').trimEnd();
  return end.startsWith(mark) && end === mark.charAt(0).repeat(end.length);
}

/** In one paragraph, which the parser reads as a whole. */
const mostMarks = 600;
const mostBrackets = 300;
const mostLines = 400;
const deepest = 8;
const tooDeep = new RegExp(`^(?:\\s*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=\\s))){${deepest + 1}}`);
const beginsParagraph = /^ {0,3}(?:> ?)*(?: {0,3}(?:[-*+]|1[.)])\s| {0,3}#{1,6}\s|$)/;

function isWild(lines: readonly string[]): boolean {
  let marks = 0;
  let brackets = 0;
  let count = 0;
  for (const line of lines) {
    if (beginsParagraph.test(line)) marks = brackets = count = 0;
    marks += line.match(/[*_~]+/g)?.length ?? 0;
    brackets += line.match(/\]/g)?.length ?? 0;
    count++;
    if (marks > mostMarks || brackets > mostBrackets || count > mostLines || tooDeep.test(line)) return true;
  }
  return false;
}
