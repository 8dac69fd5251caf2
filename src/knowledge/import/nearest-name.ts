import { distance } from 'fastest-levenshtein';

/** The name that was probably meant; undefined when none comes near. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const scored = names.map((name) => ({ name, far: distance(plain(word), plain(name)) }));
  const [best] = scored.sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(1, best.name.length / 2) ? best.name : undefined;
}

/** Names come from a file, and the distance of long ones takes long. */
function plain(name: string): string {
  return name.slice(0, 100).toLowerCase();
}
