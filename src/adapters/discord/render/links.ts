import type { PhrasingContent } from 'mdast';
import { safeAddress, textOf } from '../../../bot/index.ts';
import { inlineCode } from './code.ts';
import { leadsAstray } from './leads-astray.ts';
import { linkLabel } from './link-label.ts';
import { longestUnit, type Unit } from './units.ts';
import { wordsOf } from './words.ts';

/** Where an answer's words come from; the answer cites it by its place among them. */
export interface Source {
  title: string;
  url: string | null;
  /** Who said it, and where: stands beside it. */
  credit?: string;
}

/** Beside a footer and deep in a list there must be room for a link that is never cut. */
const longestLabel = 200;
const longestMasked = 500;

/** A link, without a preview. Its words stand alone where they can be trusted to, else with the address beside them. */
export function linkUnits(url: string, label: readonly PhrasingContent[], marks: number): Unit[] {
  const words = textOf(label).replace(/\s+/g, ' ').trim();
  const address = addressOf(url);
  if (!address) return wordsOf(words, marks);
  if (address.startsWith('mailto:')) {
    const mailbox = address.slice('mailto:'.length);
    return wordsOf(words.includes(mailbox) ? words : `${words} (${mailbox})`.trim(), marks);
  }
  if (words === '' || URL.parse(words)?.href === address) return bare(words, address, marks);
  const isTrusted = words.length <= longestLabel && !leadsAstray(words, address);
  const masked = isTrusted ? maskedLink(labelOf(label, words), address) : undefined;
  if (masked) return [unit(masked, marks)];
  return beside(wordsOf(words, marks), bare('', address, marks));
}

/** `[label](<address>)`, or nothing where Discord would not make a link of it. */
export function maskedLink(label: string, address: string): string | undefined {
  if (label === '' || label.length > longestLabel || /:\/\//.test(label) || !canMask(address)) return undefined;
  return `[${label}](<${address}>)`;
}

function labelOf(label: readonly PhrasingContent[], words: string): string {
  const [only, ...others] = label;
  const isCode =
    only?.type === 'inlineCode' && others.length === 0 && !/[`[\]]|\p{Extended_Pictographic}/u.test(only.value);
  return isCode ? inlineCode(only.value) : linkLabel(words);
}

/** Discord refuses some addresses behind words, and others it cuts short at the first bracket that closes nothing. */
function canMask(address: string): boolean {
  return (
    address.length <= longestMasked &&
    !/%(?:21|25|27|28|29|2a)/i.test(address) &&
    !/[()]/.test(address.replace(/\([^()]*\)/g, ''))
  );
}

/** Where a source stands, if members can be led there. */
export function sourceAddress({ url }: Source): string | undefined {
  const address = addressOf(url ?? '');
  return address?.startsWith('http') ? address : undefined;
}

/** Without signs that mean something to Discord. */
function addressOf(url: string): string | undefined {
  return safeAddress(url)?.replace(/[`|\\]/g, encodeURIComponent);
}

/** An address as it was written, if that is what it says; one that is longer than a unit is no link, but all there. */
function bare(words: string, address: string, marks: number): Unit[] {
  const shown = /^https?:\/\/[\w!#-;=?@[\]~]+$/.test(words) ? words : address;
  return shown.length + 2 <= longestUnit ? [unit(`<${shown}>`, marks)] : wordsOf(shown, marks);
}

function beside(words: Unit[], address: Unit[]): Unit[] {
  const last = words.at(-1);
  if (last) last.joint = 'fixed';
  const [only, ...others] = address;
  return only && others.length === 0 ? [...words, { ...only, shown: `(${only.shown})` }] : [...words, ...address];
}

/** Signs in it that would end a mark around it make it stand outside of the mark. */
export function unit(shown: string, marks: number): Unit {
  return { shown, marks: /[*~\\]/.test(shown) ? 0 : marks, joint: 'tight' };
}
