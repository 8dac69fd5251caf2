/**
 * The body of a section, cut into texts that a search can hold: at blank lines, within a long paragraph at lines,
 * within a long line at spaces. Code is not cut, unless it alone is longer than anything should be; then each part has
 * its fences.
 */
import { type Block, blocksOf, indentOf, lineOfBlock, textOfBlock, textOfCode } from './blocks.ts';
import type { Line } from './line.ts';

/** The longest block of code that stays whole, whatever the limit. */
const longestCode = 8_000;

export interface Piece {
  text: string;
  line: number;
}

export function cutBody(body: readonly Line[], limit: number): Piece[] {
  const pieces: Piece[] = [];
  let smalls: Piece[] = [];
  let chars = 0;
  for (const small of blocksOf(body).flatMap((block) => cutBlock(block, limit))) {
    if (chars + small.text.length + 2 > limit) {
      const lead = takeLead(limit - small.text.length);
      finish();
      if (lead) add(lead);
    }
    add(small);
  }
  finish();
  return pieces;

  function add(small: Piece) {
    smalls.push(small);
    chars += small.text.length + 2;
  }

  /** "Then run:" goes along with what is to be run, if it fits. */
  function takeLead(room: number): Piece | undefined {
    const last = smalls.length > 1 ? smalls.at(-1) : undefined;
    return last?.text.endsWith(':') && last.text.length + 2 <= room ? smalls.pop() : undefined;
  }

  function finish() {
    const [first] = smalls;
    if (first) pieces.push({ text: smalls.map(({ text }) => text).join('\n\n'), line: first.line });
    smalls = [];
    chars = 0;
  }
}

function cutBlock(block: Block, limit: number): Piece[] {
  const text = textOfBlock(block);
  if (text.length <= limit) return [{ text, line: lineOfBlock(block) }];
  if (block.kind === 'text') return packLines(block.lines, limit).map(pieceOf);
  if (text.length <= longestCode) return [{ text, line: lineOfBlock(block) }];
  return cutCode(block);
}

function cutCode(block: Extract<Block, { kind: 'code' }>): Piece[] {
  const { fence, opening } = block;
  const reopened = { ...opening, text: `${indentOf(fence)}${fence.mark}${fence.info}` };
  const frame = opening.text.length + indentOf(fence).length + fence.mark.length + 2;
  // A fence with a long name leaves little room, but always some.
  return packLines(block.lines, Math.max(longestCode - frame, 200)).map((lines, part) => ({
    text: textOfCode({ ...block, opening: part === 0 ? opening : reopened, lines }),
    line: part === 0 ? opening.number : (lines[0]?.number ?? opening.number),
  }));
}

function pieceOf(lines: readonly Line[]): Piece {
  return { text: lines.map(({ text }) => text.trimEnd()).join('\n'), line: lines[0]?.number ?? 1 };
}

/** As many lines together as fit. */
function packLines(lines: readonly Line[], limit: number): Line[][] {
  const packs: Line[][] = [];
  let pack: Line[] = [];
  let chars = 0;
  for (const line of lines.flatMap((each) => cutLine(each, limit))) {
    if (pack.length > 0 && chars + line.text.length + 1 > limit) {
      packs.push(pack);
      pack = [];
      chars = 0;
    }
    chars += line.text.length + 1;
    pack.push(line);
  }
  if (pack.length > 0) packs.push(pack);
  return packs;
}

/** A line beyond the limit is cut at the last space before it, or in the middle of a word, never of a letter. */
function cutLine(line: Line, limit: number): Line[] {
  const parts: Line[] = [];
  let from = 0;
  while (line.text.length - from > limit) {
    const space = line.text.slice(from, from + limit).lastIndexOf(' ');
    let end = from + (space > limit / 2 ? space + 1 : limit);
    if (isLowSurrogate(line.text.charCodeAt(end))) end--;
    parts.push({ ...line, text: line.text.slice(from, end) });
    from = end;
  }
  return [...parts, { ...line, text: line.text.slice(from) }];
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
