/** Finds in a text what nobody has checked: the commands, options, paths and links that an answer's `unverified` lists. */
export interface UnverifiedFinder {
  /** A text cut where such things begin and end, in order, without empty pieces. */
  cut(text: string): { text: string; isUnverified: boolean }[];
  /** Those that stand in a text, each once. */
  within(text: string): string[];
  /** Whether a link leads to one of them. */
  isLinked(address: string): boolean;
}

/** Of a list as long as no answer has it, the longest are looked for. */
const mostItems = 300;

export function createUnverifiedFinder(items: readonly string[]): UnverifiedFinder {
  const longestFirst = [...new Set(items)].filter(Boolean).sort((a, b) => b.length - a.length);
  const looked = longestFirst.slice(0, mostItems);
  if (looked.length === 0) return findsNothing;
  // `--foo` is not part of `--foobar`
  const found = new RegExp(`(?<![\\w-])(?:${looked.map(escaped).join('|')})(?![\\w-])`, 'g');
  return {
    cut(text) {
      const pieces: { text: string; isUnverified: boolean }[] = [];
      const take = (piece: string, isUnverified: boolean) => piece && pieces.push({ text: piece, isUnverified });
      let from = 0;
      for (const match of text.matchAll(found)) {
        take(text.slice(from, match.index), false);
        take(match[0], true);
        from = match.index + match[0].length;
      }
      take(text.slice(from), false);
      return pieces;
    },
    within: (text) => [...new Set([...text.matchAll(found)].map(([item]) => item))],
    isLinked: (address) => looked.includes(address.replace(/[.,;:!?]+$/, '')),
  };
}

const findsNothing: UnverifiedFinder = {
  cut: (text) => (text === '' ? [] : [{ text, isUnverified: false }]),
  within: () => [],
  isLinked: () => false,
};

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
