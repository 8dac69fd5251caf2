import type { Blockquote, Code, Heading, List, ListItem, Root, RootContent } from 'mdast';
import { fenceLanguage, inlineCode, withoutFences } from './code.ts';
import { piecesOfAtMost } from './graphemes.ts';
import { unverifiedSign } from './limits.ts';
import { joinLines, linesOf } from './lines.ts';
import type { Source } from './links.ts';
import { type FenceRow, type Row, textRow, textRows } from './row.ts';
import { tableRows } from './table.ts';
import { marks, type Unit } from './units.ts';
import { wordsOf } from './words.ts';

/** The rows of a body, from the first to the last. */
export function rowsOf(body: Root, sources: readonly Source[]): Row[] {
  return blockRows(body.children, { sources, lead: '', isQuoted: false });
}

interface Place {
  sources: readonly Source[];
  /** What lines begin with here. */
  lead: string;
  isQuoted: boolean;
}

function blockRows(blocks: readonly RootContent[], place: Place): Row[] {
  const rows: Row[] = [];
  let above: RootContent | undefined;
  for (const block of blocks) {
    const [first, ...others] = rowsOfBlock(block, place);
    if (!first) continue;
    rows.push({ ...first, gap: above !== undefined && place.lead === '' && isApart(above, block) }, ...others);
    above = block;
  }
  return rows;
}

/** Headings, code and lists keep their distance by themselves; an empty line would end a list or a quote. */
function isApart(above: RootContent, below: RootContent): boolean {
  if ([above.type, below.type].some((type) => type === 'heading' || type === 'code')) return false;
  return !(above.type === 'paragraph' && below.type === 'list');
}

function rowsOfBlock(block: RootContent, place: Place): Row[] {
  switch (block.type) {
    case 'paragraph':
      return textRows(linesOf(block.children, place.sources), place.lead);
    case 'heading':
      return headingRows(block, place);
    case 'code':
      return codeRows(block);
    case 'list':
      return block.children.flatMap((item, index) => itemRows(item, markerOf(block, index), place));
    case 'blockquote':
      return quoteRows(block, place);
    case 'table':
      return tableRows(block, place.sources);
    case 'thematicBreak':
      return [textRow([{ shown: '─'.repeat(12), marks: 0, joint: 'tight' }], place.lead)];
    case 'html':
      return textRows(linesOf([{ type: 'text', value: block.value }], place.sources), place.lead);
    case 'footnoteDefinition':
      return itemRows({ type: 'listItem', children: block.children }, '- ', place);
    default:
      return [];
  }
}

/** Discord has three sizes, and none within lists: what is smaller is bold. */
function headingRows({ depth, children }: Heading, { sources, lead }: Place): Row[] {
  const isSized = depth <= 3 && lead === '';
  const units = joinLines(linesOf(children, sources, isSized ? 0 : marks.strong));
  const rows = textRows([units], isSized ? `${'#'.repeat(depth)} ` : lead);
  return rows.map((row) => ({ ...row, rest: lead, announces: true }));
}

function codeRows({ lang, value, data }: Code): FenceRow[] {
  if (value.trim() === '') return [];
  const lines = value.split('\n').map(withoutFences);
  const note = data?.unverified ? noteOf(data.unverified, lines.length) : '';
  return [{ kind: 'fence', gap: false, language: fenceLanguage(lang), lines, note }];
}

/** What in a block of code nobody has checked; of a single line it need not be said. */
function noteOf(items: readonly string[], lines: number): string {
  const named = items.slice(0, lines === 1 ? 0 : 3).map((item) => {
    return inlineCode(item.length <= 60 ? item : `${piecesOfAtMost(item, 59)[0]}…`);
  });
  const more = named.length > 0 && items.length > named.length ? ['…'] : [];
  return `-# ${[unverifiedSign, ...named, ...more].join(' ')}`;
}

function quoteRows({ children }: Blockquote, place: Place): Row[] {
  const lead = place.isQuoted ? place.lead : `${place.lead}> `;
  return blockRows(children, { ...place, lead, isQuoted: true });
}

function markerOf({ ordered, start }: List, index: number): string {
  return ordered ? `${(start ?? 1) + index}. ` : '- ';
}

function itemRows(item: ListItem, marker: string, place: Place): Row[] {
  const lead = place.lead + ' '.repeat(marker.length);
  const rows = blockRows(item.children, { ...place, lead });
  const [first, ...others] = rows;
  if (!first) return [];
  const box: Unit[] = item.checked == null ? [] : [{ shown: item.checked ? '☑' : '☐', marks: 0, joint: 'fixed' }];
  if (first.kind === 'text' && first.lead.startsWith(lead)) {
    const begun = {
      ...first,
      lead: place.lead + marker + first.lead.slice(lead.length),
      units: [...box, ...first.units],
    };
    return [begun, ...others];
  }
  // code is no part of a Discord list: its number stands above it
  const number: Unit[] = marker === '- ' ? box : [...wordsOf(marker, marks.strong), ...box];
  return number.length > 0 ? [textRow(number, place.lead), ...rows] : rows;
}
