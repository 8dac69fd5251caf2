/** What is learned from votes: pairs that come, go and come back as members' approval does, each in its caller's transaction. */
import { newId, type Tx } from '../store/index.ts';
import { judge } from './import/judge.ts';
import { entryOf, keepEntry } from './keep-entry.ts';
import { indexEntries } from './word-index/index-entries.ts';

/** Where what is learned comes from. */
export const learnedUri = 'learned:';
/** Where what people teach comes from. */
export const taughtUri = 'taught:';

export interface LearnedPair {
  communityId: string;
  /** What is the same for all who ask that question. */
  key: string;
  question: string;
  answer: string;
  /** The id of the answer, or of the person's reply. */
  madeFromId: string;
  /** Where a person's reply is to be read, and who wrote it. */
  url?: string | null;
  credit?: string | null;
  /** The room that alone may be told; null is the whole community. */
  audienceRoomId: string | null;
  verified: boolean;
  /** What was learned for the same question before, and is still found. */
  supersedesId: string | null;
}

/** Keeps a pair that members approve of. What the rules for entries keep out is refused, with a sentence. */
export async function learnPair(
  tx: Tx,
  { communityId, key, question, answer, url, ...rest }: LearnedPair,
  now: Date,
): Promise<{ entryId: string } | { refused: string }> {
  const judged = judgePair({ key, question, answer, url: url ?? null });
  if (!('draft' in judged)) return { refused: judged.refusal.why };
  const source = { communityId, uri: learnedUri };
  const { id: sourceId } = await tx.source.upsert({
    where: { communityId_uri: source },
    create: { ...source, name: 'Learned from votes', createdAt: now },
    update: {},
  });
  const id = newId(now.getTime());
  const entry = { ...rest, id, communityId, sourceId, standing: 'approved' as const, holdsFor: null, createdAt: now };
  await keepEntry(tx, entryOf(judged.draft, entry));
  return { entryId: id };
}

function judgePair({
  key,
  question,
  answer,
  url,
}: Pick<LearnedPair, 'key' | 'question' | 'answer'> & { url: string | null }) {
  const at = { file: 'answer', line: 1 };
  return judge({ key, kind: 'pair', title: question, text: answer, at, ...(url !== null && { url }) });
}

/** Why the rules for entries would keep a pair out, as a sentence; undefined where they would not. */
export function whyKeptOut(pair: Pick<LearnedPair, 'question' | 'answer'>): string | undefined {
  const judged = judgePair({ ...pair, key: 'new', url: null });
  return 'refusal' in judged ? judged.refusal.why : undefined;
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
  const before = await tx.entry.findUniqueOrThrow({ where: { id: entryId }, select: { retiredAt: true } });
  const entry = await tx.entry.update({ where: { id: entryId }, data: { standing, verified, ...gone } });
  // Its words may have left the index while it was gone; what stands there twice is found once.
  if (standing === 'approved' && before.retiredAt)
    await indexEntries(tx, { communityId: entry.communityId, now }, [entry]);
}
