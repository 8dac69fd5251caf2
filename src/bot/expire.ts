import type { Prisma, Store, Tx } from '../store/index.ts';
import { unsay } from './feed/unsay.ts';
import { eraseReplies } from './person-replies/erase-replies.ts';
import { readSettings } from './settings/community-settings.ts';

const aDayMs = 24 * 60 * 60_000;
const batchSize = 100;

/** What is over: whatever else becomes of a question, it begins there. */
const settled = ['answered', 'refused', 'cancelled', 'cutOff'] as const;

/** An answer that became knowledge, or shows what not to say. */
const taught = { OR: [{ entryId: { not: null } }, { standing: 'denied' }] } satisfies Prisma.AnswerWhereInput;

/**
 * Deletes questions that are older than their community keeps them and that taught nothing, with their answers and votes. A few
 * at a time: whoever asks meanwhile does not wait. Returns how many went.
 */
export async function expireQuestions(store: Store, now: Date, signal: AbortSignal): Promise<number> {
  let expired = 0;
  for (const { id: communityId } of await store.read.community.findMany({ select: { id: true } })) {
    const { retentionDays } = await readSettings(store.read, communityId);
    const before = new Date(now.getTime() - retentionDays * aDayMs);
    for (let count = batchSize; count === batchSize && !signal.aborted; expired += count) {
      const old = {
        ...{ communityId, createdAt: { lt: before }, state: { in: [...settled] } },
        revisions: { none: { answer: taught } },
      };
      count = await store.write(async (tx) => {
        const some = await tx.question.findMany({ where: old, select: { id: true }, take: batchSize });
        const ids = some.map(({ id }) => id);
        await unsay(tx, ids);
        return (await tx.question.deleteMany({ where: { id: { in: ids } } })).count;
      });
    }
    await store.write((tx) => expireReplies(tx, communityId, before));
  }
  return expired;
}

/** The same of people's replies; those that are known stay. */
async function expireReplies(tx: Tx, communityId: string, before: Date): Promise<void> {
  const old = await tx.personReply.findMany({
    where: { communityId, createdAt: { lt: before } },
    select: { id: true },
  });
  const ids = old.map(({ id }) => id);
  const entries = await tx.entry.findMany({ where: { madeFromId: { in: ids } }, select: { madeFromId: true } });
  const known = new Set(entries.map(({ madeFromId }) => madeFromId));
  await eraseReplies(tx, { id: { in: ids.filter((id) => !known.has(id)) } });
}
