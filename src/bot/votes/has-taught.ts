import { isSameQuestion } from '../../answering/index.ts';
import type { Library } from '../../knowledge/index.ts';
import type { Store } from '../../store/index.ts';
import type { Learnable } from './learn.ts';

/** Whether an entry that was taught or imported answers the question already. Looked for before a transaction: a search takes its time. */
export async function hasTaught(
  { store, library }: { store: Store; library: Pick<Library, 'search'> },
  {
    communityId,
    communityWide,
    roomId,
    question,
  }: Pick<Learnable, 'communityId' | 'communityWide' | 'roomId' | 'question'>,
): Promise<boolean> {
  const query = { communityId, roomId: communityWide ? null : roomId, question, limit: 10 };
  const { passages } = await library.search(query, AbortSignal.timeout(10_000));
  const ids = passages.filter(({ kind, title }) => kind === 'pair' && isSameQuestion(question, title));
  const where = { id: { in: ids.map(({ entryId }) => entryId) }, madeFromId: null };
  return (await store.read.entry.count({ where })) > 0;
}
