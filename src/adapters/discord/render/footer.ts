import { everyLabel, labelOf, signOf, withoutHidden } from '../../../bot/index.ts';
import { escapeWord } from './escape.ts';
import { piecesOfAtMost } from './graphemes.ts';
import { leadsAstray } from './leads-astray.ts';
import { unverifiedSign } from './limits.ts';
import { linkLabel } from './link-label.ts';
import { maskedLink, type Source, sourceAddress } from './links.ts';

/** What a footer says of an answer. */
export interface Answered {
  label: 'verified' | 'approved' | 'fromSources' | 'withoutSources' | null;
  manner: 'quoted' | 'generated' | 'excerpts' | 'unknown';
  standing?: Standing;
  sources: readonly (Source & Judged)[];
  unverified: readonly string[];
  writer: { role: string; model: string } | null;
}

type Standing = 'open' | 'approved' | 'contested' | 'denied';

/** What is said of a source. */
interface Judged {
  verified: boolean;
  standing: Standing;
}

const mostSources = 5;
const longestName = 60;

/** The small lines under an answer: its label and who wrote it, its sources, and what the sign in its text means. */
export function footerFor(answer: Answered, limit = 700): string {
  const { writer, sources, unverified } = answer;
  const by = writer ? [writer.role, writer.model].map((name) => escaped(shortened(name))) : [];
  const head = `-# ${[labelOf(answer), ...by].join(' · ')}`;
  const sign = unverified.length > 0 ? `-# ${unverifiedSign} stands in no source: check it before you use it` : '';
  const room = limit - head.length - sign.length - 2;
  return [head, sourcesLine(sources, room), sign].filter(Boolean).join('\n');
}

/** By how much a footer may grow when its answer comes to wear another label. */
export const labelRoom =
  Math.max(...everyLabel.map(({ length }) => length)) - Math.min(...everyLabel.map(({ length }) => length));

/** A message whose footer says what its answer wears now; the same where it has none. */
export function withLabel(message: string, answer: Pick<Answered, 'label' | 'manner' | 'standing'>): string {
  const lines = message.split('\n');
  const worn = (line: string) => everyLabel.find((word) => line === `-# ${word}` || line.startsWith(`-# ${word} · `));
  const at = lines.findLastIndex((line) => worn(line) !== undefined);
  const [line = '', word] = [lines[at], worn(lines[at] ?? '')];
  return word === undefined
    ? message
    : lines.with(at, `-# ${labelOf(answer)}${line.slice(`-# ${word}`.length)}`).join('\n');
}

/** As many sources as there is room for, and how many more there are. */
function sourcesLine(sources: readonly (Source & Judged)[], room: number): string {
  for (let count = Math.min(sources.length, mostSources); count > 0; count--) {
    const links = sources.slice(0, count).map(sourceLink);
    const more = sources.length > count ? [`${sources.length - count} more`] : [];
    const line = `-# ${[...links, ...more].join(' · ')}`;
    if (line.length <= room) return line;
  }
  return '';
}

function sourceLink(source: Source & Judged, index: number): string {
  const number = index + 1;
  const words = shortened(source.title);
  const address = sourceAddress(source);
  const isTrusted = address !== undefined && !leadsAstray(words, address);
  const masked = isTrusted ? maskedLink(`[${number}] ${linkLabel(words)}`.trim(), address) : undefined;
  const by = source.credit === undefined ? '' : ` ${escaped(shortened(source.credit))}`;
  return `${signOf(source)}${masked ?? `\\[${number}] ${escaped(words)}`}${by}`;
}

function shortened(text: string): string {
  const line = withoutHidden(text).replace(/\s+/g, ' ').trim();
  return line.length <= longestName ? line : `${piecesOfAtMost(line, longestName - 1)[0]}…`;
}

function escaped(text: string): string {
  return text.split(' ').map(escapeWord).join(' ');
}
