import type { PhrasingContent } from 'mdast';
import { inlineCode } from './code.ts';
import { columnsOf, piecesOfAtMost, wide } from './graphemes.ts';
import { unverifiedSign } from './limits.ts';
import { linkUnits, maskedLink, type Source, sourceAddress, unit } from './links.ts';
import { hasSpace, type Joint, marks, type Unit } from './units.ts';
import { wordsOf } from './words.ts';

/** A line that ended before this column was ended on purpose; a longer one was wrapped to some width, which goes on. */
const narrow = 60;
/** Backticks in it take twice their room. */
const longestCode = 390;

/** What stands in a paragraph, a heading or a cell, as lines of units. */
export function linesOf(nodes: readonly PhrasingContent[], sources: readonly Source[], within = 0): Unit[][] {
  let line: Unit[] = [];
  const lines = [line];
  /** Where the line as it was written began, if a wrapped one stands before it. */
  let begun = 0;
  for (const node of nodes) add(node, within);
  return lines.filter((units) => units.length > 0);

  function add(node: PhrasingContent, marked: number): void {
    const unverified = node.data?.unverified !== undefined;
    switch (node.type) {
      case 'text':
      case 'html':
        addText(node.value, marked);
        break;
      case 'inlineCode':
        put(codeUnits(node.value, marked));
        break;
      case 'strong':
      case 'emphasis':
        for (const child of node.children) add(child, marked | marks[node.type]);
        break;
      case 'delete':
        for (const child of node.children) add(child, marked | marks.struck);
        break;
      case 'link':
        put(linkUnits(node.url, node.children, marked));
        break;
      case 'image':
        put(linkUnits(node.url, [{ type: 'text', value: node.alt || 'picture' }], marked));
        break;
      case 'citation':
        put([unit(citation(node.number, sources), marked)]);
        break;
      case 'break':
        endLine();
        break;
      case 'linkReference':
        for (const child of node.children) add(child, marked);
        break;
      case 'imageReference':
      case 'footnoteReference':
        addText(node.type === 'imageReference' ? (node.alt ?? '') : `[^${node.label ?? node.identifier}]`, marked);
        break;
    }
    if (unverified) addSign();
  }

  function addText(text: string, marked: number): void {
    const [first = '', ...others] = text.split('\n');
    addWords(first, marked);
    for (const next of others) {
      const width = line.slice(begun).reduce((sum, { shown }) => sum + columnsOf(shown) + 1, 0);
      begun = line.length;
      if (width < narrow) endLine();
      else if (!wide.test(line.at(-1)?.shown.at(-1) ?? '') || !wide.test(next)) space();
      addWords(next, marked);
    }
  }

  function addWords(text: string, marked: number): void {
    if (/^[ \t]/.test(text)) space();
    put(wordsOf(text, marked));
  }

  function put(units: readonly Unit[]): void {
    line.push(...units);
  }

  function space(): void {
    const last = line.at(-1);
    if (last && !hasSpace(last)) last.joint = 'space';
  }

  function addSign(): void {
    const last = line.at(-1);
    if (!last) return;
    put([{ shown: unverifiedSign, marks: 0, joint: last.joint }]);
    last.joint = 'fixed';
  }

  function endLine(): void {
    line = [];
    begun = 0;
    lines.push(line);
  }
}

/** Lines as one, with what comes between them. */
export function joinLines(lines: readonly Unit[][], joint: Joint = 'space'): Unit[] {
  return lines.flatMap((line, index) => {
    const last = line.at(-1);
    return last && index < lines.length - 1 ? [...line.slice(0, -1), { ...last, joint }] : line;
  });
}

function codeUnits(code: string, marked: number): Unit[] {
  if (code === '') return [];
  const pieces = piecesOfAtMost(code, longestCode).map(
    (piece): Unit => ({ ...unit(inlineCode(piece), marked), joint: 'seam' }),
  );
  const last = pieces.at(-1);
  if (last) last.joint = 'tight';
  return pieces;
}

/** `[1]`, leading to its source where that stands somewhere. */
function citation(number: number, sources: readonly Source[]): string {
  const source = sources[number - 1];
  const address = source && sourceAddress(source);
  return (address && maskedLink(`[${number}]`, address)) ?? `\\[${number}]`;
}
