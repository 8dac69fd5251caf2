import { quoteData } from '../quote-data.ts';
import { estimateTokens } from '../tokens.ts';
import type { AttachedText } from './accept-attached.ts';
import { shownName } from './file-name.ts';
import { isTelling } from './telling-lines.ts';

/** A text as a model is given it. */
export interface FittedText {
  name: string;
  /** Quoted, its name first; what was left out is said where it stood, in lines that carry no mark. */
  quoted: string;
  /** What is quoted, without marks. */
  shown: string;
  linesLeftOut: number;
}

/** Texts within so many tokens: short ones whole, of long ones the beginning, the end, and what looks like errors. */
export function fitAttached(attached: readonly AttachedText[], budget: number): FittedText[] {
  const texts = attached.map(({ name, text }) => ({ name: shownName(name), text }));
  const needs = texts.map((text) => needOf(text, budget));
  const order = texts.map((_, at) => at).sort((one, other) => (needs[one] ?? 0) - (needs[other] ?? 0));
  const fitted = new Map<number, FittedText>();
  let left = budget;
  for (const [taken, at] of order.entries()) {
    const text = texts[at];
    if (!text) continue;
    const share = Math.max(0, Math.floor(left / (order.length - taken)));
    const whole = (needs[at] ?? 0) <= share;
    const one = whole ? render(text, text.text.split('\n')) : cut(text, share - headTokens(text));
    left -= estimateTokens(one.quoted);
    fitted.set(at, one);
  }
  return texts.flatMap((_, at) => fitted.get(at) ?? []);
}

/** Measured only where it may fit: no text has fewer tokens than a third of its characters. */
function needOf(text: AttachedText, budget: number): number {
  if (text.text.length > 3 * budget) return Number.POSITIVE_INFINITY;
  return estimateTokens(render(text, text.text.split('\n')).quoted);
}

function headTokens({ name }: AttachedText): number {
  return estimateTokens(quoteData(`${name}\n`)) + 2 * gapTokens;
}

/** What a line takes that says how many are left out. */
const gapTokens = 10;
const headShare = 0.3;
const tellingShare = 0.25;

function cut(text: AttachedText, budget: number): FittedText {
  const lines = text.text.split('\n').map(shortened);
  const kept = new Set<number>();
  const keep = (candidates: Iterable<number>, tokens: number, extra = 0) => {
    let left = tokens;
    for (const at of candidates) {
      left -= lineTokens(lines[at] ?? '') + extra;
      if (left < 0) break;
      kept.add(at);
    }
    return Math.max(0, left);
  };
  const rest = keep(lines.keys(), budget * headShare);
  keep(tellingBetween(lines, kept.size), budget * tellingShare, gapTokens); // each may stand alone
  keep(fromTheEnd(lines, kept), budget * (1 - headShare - tellingShare) + rest);
  return render(text, lines, kept);
}

function* tellingBetween(lines: readonly string[], from: number): Generator<number> {
  for (let at = from; at < lines.length; at++) if (isTelling(lines[at] ?? '')) yield at;
}

function* fromTheEnd(lines: readonly string[], kept: ReadonlySet<number>): Generator<number> {
  for (let at = lines.length - 1; at >= 0; at--) if (!kept.has(at)) yield at;
}

const longestLine = 400;

/** One endless line, as of minified code, must not be all that is kept, nor all that is lost. */
function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, 250)} … ${line.slice(-120)}` : line;
}

/** A line costs its mark and its end as well. */
function lineTokens(line: string): number {
  return estimateTokens(quoteData(line)) + 1;
}

function render({ name }: AttachedText, lines: readonly string[], kept?: ReadonlySet<number>): FittedText {
  const parts = [quoteData(`${name}\n`)];
  const shown: string[] = [];
  let leftOut = 0;
  let gap = 0;
  const closeGap = () => {
    if (gap > 0) parts.push(`(${gap} ${gap === 1 ? 'line' : 'lines'} left out)`);
    leftOut += gap;
    gap = 0;
  };
  for (const [at, line] of lines.entries()) {
    if (kept && !kept.has(at)) {
      gap++;
      continue;
    }
    closeGap();
    parts.push(quoteData(line));
    shown.push(line);
  }
  closeGap();
  return { name, quoted: parts.join('\n'), shown: shown.join('\n'), linesLeftOut: leftOut };
}
