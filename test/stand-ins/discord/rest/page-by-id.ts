/** One page of a list in the order of its ids: those after one, or the last ones before one. */
import { compareIds } from '../world/index.ts';

export function pageById<T extends { id: string }>(list: T[], query: URLSearchParams, usually: number): T[] {
  const limit = Number(query.get('limit') ?? usually);
  const [before, after] = [query.get('before'), query.get('after')];
  const sorted = list.toSorted((one, other) => compareIds(one.id, other.id));
  if (before === null) return sorted.filter(({ id }) => after === null || compareIds(id, after) > 0).slice(0, limit);
  return sorted.filter(({ id }) => compareIds(id, before) < 0).slice(-limit);
}
