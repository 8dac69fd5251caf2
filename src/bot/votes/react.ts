import { answersShown, findShown, type HashMember, type Store } from '../../store/index.ts';
import { keepThumbs } from './keep-thumbs.ts';
import { together } from './together.ts';
import type { Voter, Weights } from './weight.ts';

/** 1 for 👍, -1 for 👎; 2 for ✅, -2 for ❌, which decide alone where whoever puts them may. */
export type Mark = 1 | -1 | 2 | -2;

/** A thumb or a mark that stands under a message. */
export interface Standing {
  memberId: string;
  value: Mark;
  voter?: Voter;
  /** Whether its emoji is no mark any more: it stands for what it said before, and says nothing new. */
  isFormer?: true;
}

/** A thumb put under, or taken from, a message of ours. */
export interface Reaction extends Standing {
  platform: string;
  messageId: string;
  isOn: boolean;
}

export interface ReactParts {
  store: Store;
  hashMember: HashMember;
  now: () => Date;
  weights: Weights;
}

/**
 * Keeps what stands under messages, and the members' votes as they follow; what comes in a burst is written together. False
 * where the message shows no answer.
 */
export function createReact(parts: ReactParts): (reaction: Reaction) => Promise<boolean> {
  return together({
    work: (reactions) => reactAll(parts, reactions),
    keyOf: ({ platform, messageId, memberId }) => `${platform} ${messageId} ${memberId}`,
    most: 200,
  });
}

async function reactAll(
  { store, hashMember, now, weights }: ReactParts,
  reactions: readonly Reaction[],
): Promise<boolean[]> {
  const byPlatform = Map.groupBy(reactions, ({ platform }) => platform);
  const answerOf = new Map<string, string>();
  for (const [platform, own] of byPlatform) {
    const messageIds = own.map((reaction) => reaction.messageId);
    for (const [messageId, answerId] of await answersShown(store.rows, platform, messageIds))
      answerOf.set(`${platform} ${messageId}`, answerId);
  }
  const answerShown = ({ platform, messageId }: Reaction) => answerOf.get(`${platform} ${messageId}`);
  const changesOf = (own: readonly Reaction[]) =>
    own.flatMap(({ platform, memberId, ...thumb }) => {
      const answerId = answerOf.get(`${platform} ${thumb.messageId}`);
      return answerId === undefined ? [] : [{ ...thumb, answerId, hash: hashMember(platform, memberId) }];
    });
  if (answerOf.size > 0) {
    await store.writeRows(async (rows) => {
      for (const [platform, own] of byPlatform)
        await keepThumbs(rows, platform, changesOf(own), { now: now(), weights });
    });
  }
  return reactions.map((reaction) => answerShown(reaction) !== undefined);
}

/** Brings what is kept of a message's reactions in line with what stands there. Returns how many had been missed. */
export async function reconcile(
  { store, hashMember, now, weights }: ReactParts,
  { platform, messageId }: { platform: string; messageId: string },
  standing: readonly Standing[],
): Promise<number> {
  const shown = await findShown(store.rows, { platform, messageId });
  if (!shown?.answerId) return 0;
  const { answerId } = shown;
  const keyOf = (hash: string, value: number) => `${hash} ${value}`;
  return store.write(async (tx, rows) => {
    const kept = await tx.reaction.findMany({ where: { platform, messageId }, include: { member: true } });
    const missed = new Map(
      standing.map((each) => {
        const hash = hashMember(platform, each.memberId);
        return [keyOf(hash, each.value), { ...each, hash }];
      }),
    );
    const gone = kept.filter(({ member, value }) => !missed.delete(keyOf(member.hash, value)));
    const took = gone.map(({ member, value }) => ({
      ...{ messageId, answerId, hash: member.hash, isOn: false },
      value: markOf(value),
    }));
    const fresh = [...missed.values()].filter(({ isFormer }) => !isFormer);
    const put = fresh.map(({ memberId: _, ...thumb }) => ({ ...thumb, messageId, answerId, isOn: true }));
    await keepThumbs(rows, platform, took, { now: now(), weights });
    await keepThumbs(rows, platform, put, { now: now(), weights });
    return fresh.length + gone.length;
  });
}

/** As it is stored. */
function markOf(value: number): Mark {
  const size = Math.abs(value) === 2 ? 2 : 1;
  return value > 0 ? size : size === 2 ? -2 : -1;
}
