import { distance } from 'fastest-levenshtein';

/** The candidate that was probably meant; undefined when none comes near. Case, hyphens and underscores do not count. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, far: distance(plain(word), plain(candidate)) }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (near, each) => (near === undefined || each.far < near.far ? each : near),
    undefined,
  );
  return best && best.far <= Math.max(1, best.candidate.length / 2) ? best.candidate : undefined;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}
