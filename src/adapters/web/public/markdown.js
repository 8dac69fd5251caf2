/**
 * Markdown by the block: as much of it as models and documentation write. Whatever is unfinished or unknown is text, so
 * every prefix of an answer can be shown while the rest is being written.
 */
import { parseInline } from './markdown-inline.js';

/** @import { Align, Block, TopBlock } from './markdown.d.ts' */

const deepest = 8;
const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const heading = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const quote = /^ {0,3}> ?/;
const listItem = /^( {0,3})([-*+•]|\d{1,9}[.)])(?:( {1,4})(?=\S)|[ \t]*$| +)/;
const tableRule = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** @type {typeof import('./markdown.d.ts').parseMarkdown} */
export function parseMarkdown(text) {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n');
  return readBlocks(lines, 0).map(({ block, from, to }) => ({ ...block, raw: lines.slice(from, to).join('\n') }));
}

/** @typedef {{ block: Block, from: number, to: number }} Placed */

/** @param {string[]} lines @param {number} depth @returns {Placed[]} */
function readBlocks(lines, depth) {
  /** @type {Placed[]} */
  const blocks = [];
  for (let from = 0; from < lines.length; ) {
    if (isBlank(lines[from])) {
      from++;
      continue;
    }
    const { block, to } = readBlock(lines, from, depth);
    blocks.push({ block, from, to });
    from = to;
  }
  return blocks;
}

/** @typedef {{ block: Block, to: number }} Read */

/** @param {string[]} lines @param {number} from @param {number} depth @returns {Read} */
function readBlock(lines, from, depth) {
  const line = lines[from] ?? '';
  const opened = fence.exec(line);
  if (opened) return readFence(lines, from, opened);
  if (line.startsWith('    ')) return readIndented(lines, from);
  const titled = heading.exec(line);
  if (titled) {
    const title = (titled[2] ?? '').trimEnd().replace(/[ \t]#{1,6}$/, '');
    return { block: { type: 'heading', level: (titled[1] ?? '').length, inlines: parseInline(title) }, to: from + 1 };
  }
  if (rule.test(line)) return { block: { type: 'rule' }, to: from + 1 };
  if (depth < deepest && quote.test(line)) return readQuote(lines, from, depth);
  if (depth < deepest && listItem.test(line)) return readList(lines, from, depth);
  if (startsTable(lines, from)) return readTable(lines, from);
  return readParagraph(lines, from, depth);
}

/** A fence that nothing closes yet is code to the end. @param {string[]} lines @param {number} from @param {RegExpExecArray} opened @returns {Read} */
function readFence(lines, from, [, indent = '', mark = '', language = '']) {
  const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`);
  const end = lines.findIndex((line, index) => index > from && closing.test(line));
  const code = lines.slice(from + 1, end === -1 ? lines.length : end).map((line) => withoutIndent(line, indent.length));
  return { block: { type: 'code', language, text: code.join('\n') }, to: end === -1 ? lines.length : end + 1 };
}

/** @param {string[]} lines @param {number} from @returns {Read} */
function readIndented(lines, from) {
  let to = from;
  while (to < lines.length && (isBlank(lines[to]) || lines[to]?.startsWith('    '))) to++;
  while (isBlank(lines[to - 1])) to--;
  const text = lines.slice(from, to).map((line) => line.slice(4));
  return { block: { type: 'code', language: '', text: text.join('\n') }, to };
}

/** @param {string[]} lines @param {number} from @param {number} depth @returns {Read} */
function readQuote(lines, from, depth) {
  let to = from;
  while (quote.test(lines[to] ?? '')) to++;
  const quoted = lines.slice(from, to).map((line) => line.replace(quote, ''));
  return { block: { type: 'quote', blocks: readBlocks(quoted, depth + 1).map(({ block }) => block) }, to };
}

/** @param {string[]} lines @param {number} from @param {number} depth @returns {Read} */
function readList(lines, from, depth) {
  const first = markerOf(lines[from] ?? '');
  /** @type {Block[][]} */
  const items = [];
  let to = from;
  for (;;) {
    const marker = markerOf(lines[to] ?? '');
    if (!marker || marker.isOrdered !== first?.isOrdered || (rule.test(lines[to] ?? '') && items.length > 0)) break;
    const end = endOfItem(lines, to + 1, marker.indent);
    const inner = lines.slice(to + 1, end).map((line) => withoutIndent(line, marker.width));
    const content = [(lines[to] ?? '').slice(marker.width), ...inner];
    items.push(readBlocks(content, depth + 1).map(({ block }) => block));
    to = end;
    let next = to;
    while (next < lines.length && isBlank(lines[next])) next++;
    if (markerOf(lines[next] ?? '')) to = next;
  }
  while (isBlank(lines[to - 1])) to--;
  return { block: { type: 'list', isOrdered: first?.isOrdered ?? false, start: first?.number ?? 1, items }, to };
}

/** What stands deeper than the marker belongs to its item, and so does a line that only goes on. @param {string[]} lines @param {number} from @param {number} indent */
function endOfItem(lines, from, indent) {
  let to = from;
  for (; to < lines.length; to++) {
    const line = lines[to] ?? '';
    if (isBlank(line)) {
      let next = to;
      while (isBlank(lines[next])) next++;
      if (indentOf(lines[next] ?? '') < indent + 2) break;
    } else if (indentOf(line) < indent + 2 && (isBlank(lines[to - 1]) || markerOf(line) || interrupts(line))) break;
  }
  return to;
}

/** @param {string} line */
function markerOf(line) {
  const match = listItem.exec(line);
  if (!match) return undefined;
  const [, before = '', mark = '', gap = ' '] = match;
  return {
    indent: before.length,
    width: Math.min(line.length, before.length + mark.length + gap.length),
    isOrdered: /\d/.test(mark),
    number: Number.parseInt(mark, 10) || (mark.startsWith('0') ? 0 : 1),
  };
}

/** @param {string[]} lines @param {number} from */
function startsTable(lines, from) {
  const below = lines[from + 1] ?? '';
  return (lines[from] ?? '').includes('|') && below.includes('|') && tableRule.test(below);
}

/** @param {string[]} lines @param {number} from @returns {Read} */
function readTable(lines, from) {
  const head = cellsOf(lines[from] ?? '');
  /** @type {Align[]} */
  const align = cellsOf(lines[from + 1] ?? '').map((cell) => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
    return cell.startsWith(':') ? 'left' : null;
  });
  let to = from + 2;
  while (to < lines.length && !isBlank(lines[to]) && (lines[to] ?? '').includes('|')) to++;
  const rows = lines.slice(from + 2, to).map((line) => {
    const cells = cellsOf(line);
    return head.map((_, column) => parseInline(cells[column] ?? ''));
  });
  return { block: { type: 'table', align, head: head.map((cell) => parseInline(cell)), rows }, to };
}

/** @param {string} line */
function cellsOf(line) {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** @param {string[]} lines @param {number} from @param {number} depth @returns {Read} */
function readParagraph(lines, from, depth) {
  let to = from + 1;
  for (; to < lines.length && !isBlank(lines[to]); to++) {
    const line = lines[to] ?? '';
    const underline = /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line);
    if (underline) {
      const title = lines.slice(from, to).join('\n').trim();
      return {
        block: { type: 'heading', level: underline[1]?.[0] === '=' ? 1 : 2, inlines: parseInline(title) },
        to: to + 1,
      };
    }
    if ((depth < deepest && interrupts(line)) || startsTable(lines, to)) break;
  }
  const text = lines.slice(from, to).map((line) => line.trimStart());
  return { block: { type: 'paragraph', inlines: parseInline(text.join('\n').trimEnd()) }, to };
}

/** Whether a line ends the paragraph before it; `1986. What a year` does not. @param {string} line */
function interrupts(line) {
  const marker = markerOf(line);
  if (marker) return !marker.isOrdered || marker.number <= 1;
  return fence.test(line) || heading.test(line) || rule.test(line) || quote.test(line);
}

/** @param {string | undefined} line */
function isBlank(line) {
  return line !== undefined && line.trim() === '';
}

/** @param {string} line */
function indentOf(line) {
  return line.length - line.trimStart().length;
}

/** @param {string} line @param {number} width */
function withoutIndent(line, width) {
  return line.slice(Math.min(width, indentOf(line)));
}
