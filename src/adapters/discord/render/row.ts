import { fence } from './code.ts';
import { type Unit, write } from './units.ts';

/** One line of a message, or one block of code: what a body is made of before it is cut into messages. */
export type Row = TextRow | FenceRow;

export interface TextRow {
  kind: 'text';
  /** Whether an empty line comes before it. */
  gap: boolean;
  /** What it begins with: `- `, `> `, `## `, and the room that lists keep on their left. */
  lead: string;
  /** What the rest of it begins with when it is cut. */
  rest: string;
  units: Unit[];
  /** Whether it only announces what follows, and should not end a message. */
  announces: boolean;
}

/** Always at the left margin, where an empty line in the code does not end the list or the quote that it stands in. */
export interface FenceRow {
  kind: 'fence';
  gap: boolean;
  language: string;
  lines: string[];
  /** A small line below it. */
  note: string;
}

export function writeRow(row: Row): string {
  if (row.kind === 'text') return row.lead + write(row.units);
  return fence(row.language, row.lines) + (row.note && `\n${row.note}`);
}

/** Those of several lines in which there is something to see. */
export function textRows(lines: readonly Unit[][], lead: string): TextRow[] {
  return lines.filter((units) => write(units).trim() !== '').map((units) => textRow(units, lead));
}

export function textRow(units: Unit[], lead: string): TextRow {
  return { kind: 'text', gap: false, lead, rest: lead, units, announces: /[:：]$/.test(units.at(-1)?.shown ?? '') };
}
