import { piecesOfAtMost } from './graphemes.ts';
import { type FenceRow, type Row, writeRow } from './row.ts';
import { type Unit, write } from './units.ts';

/** As much of a row as fits into `room`, if anything does, and what is left of it. No unit is longer than an empty message. */
export function cutRow(row: Row, room: number, isEmpty: boolean): [head: Row | undefined, tail: Row] {
  if (row.kind === 'fence') return cutFence(row, room);
  const at = placeToCut(row.units, room - row.lead.length) || (isEmpty ? 1 : 0);
  if (at === 0) return [undefined, row];
  return [
    { ...row, units: row.units.slice(0, at), announces: false },
    { ...row, gap: false, lead: row.rest, units: row.units.slice(at) },
  ];
}

/** Behind a sentence, if that does not leave half of the room; else behind a word; else where it must be. */
function placeToCut(units: readonly Unit[], room: number): number {
  const fits = (count: number) => write(units.slice(0, count)).length <= room;
  let most = 0;
  for (let step = 1_024; step >= 1; step /= 2) if (most + step < units.length && fits(most + step)) most += step;
  const candidates = units.slice(0, most);
  const sentence = candidates.findLastIndex((unit) => mayEnd(unit) && endsSentence(unit)) + 1;
  if (sentence > 0 && write(candidates.slice(0, sentence)).length >= room / 2) return sentence;
  const space = candidates.findLastIndex(hasSpaceToEnd) + 1;
  if (write(candidates.slice(0, space)).length >= room / 2) return space;
  return candidates.findLastIndex(mayEnd) + 1 || most;
}

function mayEnd({ joint }: Unit): boolean {
  return joint === 'space' || joint === 'seam';
}

function hasSpaceToEnd({ joint }: Unit): boolean {
  return joint === 'space';
}

function endsSentence({ shown }: Unit): boolean {
  return /[.!?…。！？｡]["')\]»”’」』）]*$/.test(shown);
}

/** Between lines; a line that is longer than a message is cut itself. */
function cutFence(row: FenceRow, room: number): [Row, Row] {
  const inside = room - writeRow({ ...row, lines: [''] }).length;
  const lines: string[] = [];
  let left = inside + 1;
  for (const line of row.lines) {
    if (line.length + 1 > left) break;
    lines.push(line);
    left -= line.length + 1;
  }
  const [long = '', ...others] = row.lines;
  if (lines.length > 0)
    return [
      { ...row, lines, note: '' },
      { ...row, gap: false, lines: row.lines.slice(lines.length) },
    ];
  const [begin = ''] = piecesOfAtMost(long.slice(0, inside + 64), inside);
  return [
    { ...row, lines: [begin], note: '' },
    { ...row, gap: false, lines: [long.slice(begin.length), ...others] },
  ];
}
