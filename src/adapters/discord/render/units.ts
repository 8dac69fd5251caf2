import { apart } from './escape.ts';

/** How a unit is marked: a sum of these. */
export const marks = { struck: 1, strong: 2, emphasis: 4 };

/** From the outside in: a mark is written within those before it, whatever order the answer had them in. */
const written: [mark: number, sign: string][] = [
  [marks.struck, '~~'],
  [marks.strong, '**'],
  [marks.emphasis, '*'],
];

/**
 * What comes behind a unit: a space; a space at which no message ends; nothing, but a message may end there; nothing, and
 * what follows belongs to it.
 */
export type Joint = 'space' | 'fixed' | 'seam' | 'tight';

/** A piece of a line that stays whole: a word, code, a link; as Discord is sent it, but for its marks. */
export interface Unit {
  shown: string;
  marks: number;
  joint: Joint;
}

/** The most that a unit is long, so that it fits beside a footer, however deep in a list. */
export const longestUnit = 800;

/** Units as one line. Marks are opened and closed where they change, so that any part of a line can be written alone. */
export function write(units: readonly Unit[]): string {
  let line = '';
  let open: typeof written = [];
  let last: Unit | undefined;
  for (const unit of units) {
    const wanted = written.filter(([mark]) => unit.marks & mark);
    const kept = open.findIndex((one, index) => one !== wanted[index]);
    const stays = kept === -1 ? open.length : kept;
    const closing = signs(open.slice(stays).reverse());
    const opening = signs(wanted.slice(stays));
    const between = last && (hasSpace(last) ? ' ' : collide(line, closing, opening, unit) ? apart : '');
    line += closing + (between ?? '') + opening + unit.shown;
    open = wanted;
    last = unit;
  }
  return line + signs([...open].reverse());
}

export function hasSpace({ joint }: Unit): boolean {
  return joint === 'space' || joint === 'fixed';
}

function signs(of: typeof written): string {
  return of.map(([, sign]) => sign).join('');
}

/** Whether what stands side by side would be read as one: two signs, the backticks of two codes, the halves of a link or an emoji. */
function collide(before: string, closing: string, opening: string, after: Unit): boolean {
  if (closing !== '' || opening !== '') return closing !== '' && opening !== '';
  const seam = before.slice(-1) + after.shown.charAt(0);
  return seam === '``' || seam === '](' || (/:[\w~+-]*$/.test(before.slice(-64)) && /^[\w~+-]*:/.test(after.shown));
}
