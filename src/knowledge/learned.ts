/** What is learned from votes: pairs that come, go and come back as members' approval does, each in its caller's transaction. */
import { newId, type Tx } from '../store/index.ts';
import { judge } from './import/judge.ts';
import { entryOf, keepEntry } from './keep-entry.ts';
import { indexEntries } from './word-index/index-entries.ts';

/** Where what is learned comes from; what members approve of is an entry of this source, whatever they do later. */
export const learnedUri = 'learned:';
/** Where what people teach comes from. */
export const taughtUri = 'taught:';

export interface LearnedPair {
  communityId: string;
  question: string;
  answer: string;
  /** The room that alone may be told; null is the whole community. */
  roomId: string | null;
  verified: boolean;
}

/** Keeps a pair that members approve of. What the rules for entries keep out is refused, with a sentence. */
export async function learnPair(
  tx: Tx,
  { communityId, question, answer, roomId, verified }: LearnedPair,
  now: Date,
): Promise<{ entryId: string } | { refused: string }> {
  const id = newId(now.getTime());
  const at = { file: 'answer', line: 1 };
  const judged = judge({ key: id, kind: 'pair', title: question, text: answer, at });
  if (!('draft' in judged)) return { refused: judged.refusal.why };
  const source = { communityId, uri: learnedUri };
  const { id: sourceId } = await tx.source.upsert({
    where: { communityId_uri: source },
    create: { ...source, name: 'Learned from votes', createdAt: now },
    update: {},
  });
  const rest = { communityId, sourceId, audienceRoomId: roomId, verified, holdsFor: null, supersedesId: null };
  await keepEntry(tx, entryOf(judged.draft, { ...rest, id, standing: 'approved', createdAt: now }));
  return { entryId: id };
}

/** Makes an entry stand as its votes say now: found while it is approved, a bad example while it is denied, else withdrawn. */
export async function moveLearned(
  tx: Tx,
  entryId: string,
  { standing, verified }: { standing: 'approved' | 'denied' | 'contested' | 'open'; verified: boolean },
  now: Date,
): Promise<void> {
  const isKept = standing === 'approved' || standing === 'denied'; // denied, it is never found, and shows what not to say
  const gone = isKept
    ? { retiredAt: null, retiredReason: null }
    : { retiredAt: now, retiredReason: 'withdrawn' as const };
  const entry = await tx.entry.update({ where: { id: entryId }, data: { standing, verified, ...gone } });
  // Its words may have left the index while it was gone; what stands there twice is found once.
  if (standing === 'approved') await indexEntries(tx, { communityId: entry.communityId, now }, [entry]);
}
