/** Questions that say the same or nearly the same, found by their words: the same ones give the same clusters, always. */
import { setImmediate } from 'node:timers/promises';

export interface Worded {
  /** By their stems, each as it stands there. */
  words: ReadonlyMap<string, string>;
}

/**
 * From here on, two are of one cluster: that much of their words they share, the rarer a word the more it says. High on purpose:
 * what is put together wrongly closes a gap that is open. Of StackFAQ's paraphrases, 99 % of the pairs that it puts together ask
 * the same, and it finds a tenth of those that do; at 0.3 it would be 90 % and three tenths.
 */
const alikeFrom = 0.5;

/** What takes a few milliseconds. */
const atOnce = 25;

/** Does it to all of them; of thousands it takes seconds, in which others have their turn. */
export async function eachInTurn<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (at % atOnce === 0) await setImmediate();
    work(item);
  }
}

export async function clusterByWords<Item extends Worded>(
  items: readonly Item[],
): Promise<{ clusters: Item[][]; rarityOf: RarityOf }> {
  const rarityOf = rarities(items);
  const clusters: { weight: number; items: Item[] }[] = [];
  /** By word, the clusters whose first one holds it. */
  const holding = new Map<string, number[]>();
  await eachInTurn(items, (item) => {
    const weight = weightOf(item, rarityOf);
    const shared = new Map<number, number>();
    for (const word of item.words.keys())
      for (const at of holding.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + rarityOf(word));
    const [best] = [...shared]
      .map(([at, common]) => ({ at, likeness: common / (weight + (clusters[at]?.weight ?? 0) - common) }))
      .filter(({ likeness }) => likeness >= alikeFrom)
      .sort((a, b) => b.likeness - a.likeness || a.at - b.at);
    if (best) {
      clusters[best.at]?.items.push(item);
      return;
    }
    for (const word of item.words.keys()) {
      const own = holding.get(word);
      if (own) own.push(clusters.length);
      else holding.set(word, [clusters.length]);
    }
    clusters.push({ weight, items: [item] });
  });
  return { clusters: clusters.map((cluster) => cluster.items), rarityOf };
}

function weightOf({ words }: Worded, rarityOf: RarityOf): number {
  return [...words.keys()].reduce((sum, word) => sum + rarityOf(word), 0);
}

export type RarityOf = (word: string) => number;

function rarities(items: readonly Worded[]): RarityOf {
  const counts = new Map<string, number>();
  for (const { words } of items) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + items.length / (counts.get(word) ?? 1));
}

function likeness(one: Worded, other: Worded, rarityOf: RarityOf): number {
  const common = [...one.words.keys()].reduce((sum, word) => sum + (other.words.has(word) ? rarityOf(word) : 0), 0);
  return common / Math.max(Number.EPSILON, weightOf(one, rarityOf) + weightOf(other, rarityOf) - common);
}

const compared = 50;

/** The one that is most like all others; the first of those that are. */
export function mostTypical<Item extends Worded>(items: readonly Item[], rarityOf: RarityOf): Item | undefined {
  const some = items.slice(0, compared);
  const sums = some.map((item) => some.reduce((sum, other) => sum + likeness(item, other, rarityOf), 0));
  return some[sums.indexOf(Math.max(...sums))];
}

const wordsInName = 3;

/** The words that most of them share and few others have, as they are mostly written. */
export function nameOf(items: readonly Worded[], rarityOf: RarityOf): string {
  const forms = new Map<string, string[]>();
  for (const { words } of items)
    for (const [stem, word] of words) if (!stem.startsWith('=')) forms.set(stem, [...(forms.get(stem) ?? []), word]);
  const shared = [...forms].filter(([, written]) => written.length * 2 >= items.length);
  return shared
    .map(([stem, written]) => ({ score: written.length * rarityOf(stem), word: mostFrequent(written) }))
    .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
    .slice(0, wordsInName)
    .map(({ word }) => word)
    .join(', ');
}

function mostFrequent(written: readonly string[]): string {
  const counts = [...Map.groupBy(written, (word) => word)].map(([word, all]) => ({ word, count: all.length }));
  return counts.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))[0]?.word ?? '';
}
