import type { AlignType, PhrasingContent, Table, TableCell } from 'mdast';
import { textOf } from '../../../bot/index.ts';
import { withoutFences } from './code.ts';
import { columnsOf } from './graphemes.ts';
import { unverifiedSign } from './limits.ts';
import { joinLines, linesOf } from './lines.ts';
import type { Source } from './links.ts';
import { type FenceRow, type Row, textRows } from './row.ts';
import { marks, type Unit } from './units.ts';

/** As wide as code is on a telephone held sideways. */
const widest = 60;

/**
 * Discord has no tables. One that fits is set in columns, as code; one that is too wide, or whose links would be lost
 * there, becomes a list in which each cell says what it is.
 */
export function tableRows({ align, children }: Table, sources: readonly Source[]): Row[] {
  const rows = children.map((row) => row.children);
  const texts = rows.map((row) => row.map((cell) => cellText(cell.children)));
  const widths: number[] = [];
  for (const row of texts)
    for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, columnsOf(text));
  const width = widths.reduce((sum, one) => sum + one + gutter.length, -gutter.length);
  const hasLinks = rows.some((row) => row.some((cell) => holdsLink(cell.children)));
  if (!hasLinks && width <= widest) return [inColumns(texts, widths, align ?? [])];
  const [head = [], ...body] = rows;
  return (body.length > 0 ? body : [head]).flatMap((row) => asItem(body.length > 0 ? head : [], row, sources));
}

const gutter = '  ';

function inColumns(texts: readonly string[][], widths: readonly number[], align: readonly AlignType[]): FenceRow {
  const [head = [], ...body] = texts.map((row) =>
    widths.map((width, column) => padded(row[column] ?? '', width, align[column])).join(gutter),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join(gutter);
  const lines = [head, rule, ...body].map((line) => withoutFences(String(line).trimEnd()));
  return { kind: 'fence', gap: false, language: '', lines, note: '' };
}

function padded(text: string, width: number, align: AlignType | undefined): string {
  const room = Math.max(0, width - columnsOf(text));
  const before = align === 'right' ? room : align === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(room - before);
}

/** `- **Head**: cell`, and the other cells of its row below it. */
function asItem(head: readonly TableCell[], row: readonly TableCell[], sources: readonly Source[]): Row[] {
  const lines = row.flatMap((cell, column): Unit[][] => {
    const words = joinLines(linesOf(cell.children, sources));
    if (words.length === 0) return [];
    const name = joinLines(linesOf(head[column]?.children ?? [], sources, marks.strong));
    return [name.length > 0 ? [...joinLines([name, [colon]], 'tight'), ...words] : words];
  });
  return textRows(lines, '  ').map((line, index) => (index === 0 ? { ...line, lead: '- ' } : line));
}

const colon: Unit = { shown: ':', marks: 0, joint: 'fixed' };

function cellText(nodes: readonly PhrasingContent[]): string {
  const texts = nodes.map((node) => {
    const text = 'children' in node ? cellText(node.children) : textOf([node]);
    return node.data?.unverified ? `${text} ${unverifiedSign}` : text;
  });
  return texts.join('').replace(/\s+/g, ' ').trim();
}

function holdsLink(nodes: readonly PhrasingContent[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'link' || node.type === 'image') return true;
    return 'children' in node && holdsLink(node.children);
  });
}
