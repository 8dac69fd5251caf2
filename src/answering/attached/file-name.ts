import { inline } from '../quote-data.ts';

const longest = 60;

/** The name of a file as it may stand in a sentence: its last part, on one line, its ending kept where it is too long. */
export function shownName(name: string): string {
  const last = inline(name, 4096).replaceAll('`', '').split(/[\\/]/u).filter(Boolean).at(-1)?.trim() || 'a file';
  if (last.length <= longest) return last;
  const ending = /\.\w{1,10}$/u.exec(last)?.[0] ?? '';
  return `${last.slice(0, longest - 1 - ending.length).trimEnd()}…${ending}`;
}

/** Names in a sentence of ours. */
export function quotedNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${shownName(name)}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
