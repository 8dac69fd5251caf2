/** Which of the topics found tonight are those of last night: they share at least half of their questions, and no others do more. */
import type { Topic } from '../../answering/index.ts';

const leastShared = 1 / 3;

/**
 * For each new topic, by the questions that it has, the id of the one it was. `claimed` says which of the known topics has
 * each question by last night's words.
 */
export function keepIdentities(
  found: readonly (readonly number[])[],
  known: readonly Topic[],
  claimed: Int32Array,
): (string | undefined)[] {
  const sizes = new Map<number, number>();
  for (const at of claimed) sizes.set(at, (sizes.get(at) ?? 0) + 1);
  const pairs = found.flatMap((own, at) => {
    const common = new Map<number, number>();
    for (const of of own) common.set(claimed[of] ?? -1, (common.get(claimed[of] ?? -1) ?? 0) + 1);
    return [...common].map(([before, count]) => {
      const all = own.length + (sizes.get(before) ?? 0) - count;
      return { at, before, shared: before < 0 ? 0 : count / all };
    });
  });
  const same: (string | undefined)[] = found.map(() => undefined);
  const taken = new Set<number>();
  for (const { at, before, shared } of pairs.toSorted((one, other) => other.shared - one.shared)) {
    if (shared < leastShared || same[at] !== undefined || taken.has(before)) continue;
    same[at] = known[before]?.id;
    taken.add(before);
  }
  return same;
}
