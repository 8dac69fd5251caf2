/** Marks under people's replies, as rows. */
import type { HashMember, Tx } from '../../store/index.ts';
import { decidesAlone, type Weights, weightOf } from '../votes/weight.ts';
import type { StandingMark } from './person-message.ts';

export interface Keeping {
  tx: Tx;
  hashMember: HashMember;
  now: Date;
  weights: Weights;
}

type Marked = { id: string; platform: string; authorId: string; askerId: string };

/**
 * Keeps what changed under a reply. What a mark weighs was settled when it was put; nobody's own reply is marked by them, whatever
 * stands there. Returns how many changes there were.
 */
export async function keepMarks(
  keeping: Keeping,
  reply: Marked,
  changes: readonly (StandingMark & { isOn: boolean })[],
): Promise<number> {
  const { tx, now } = keeping;
  let changed = 0;
  for (const { memberId: named, value, voter = {}, isOn } of changes) {
    const memberId = await memberIdOf(keeping, reply.platform, named, isOn);
    if (memberId === undefined || memberId === reply.authorId) continue;
    const mark = { replyId: reply.id, memberId, value };
    const isKnown = (await tx.replyMark.count({ where: mark })) > 0;
    if (isKnown === isOn) continue;
    changed += 1;
    if (isOn) {
      const isAsker = memberId === reply.askerId;
      const weight = weightOf(voter, isAsker, now, keeping.weights);
      await tx.replyMark.create({ data: { ...mark, weight, isVerdict: decidesAlone(voter, isAsker), createdAt: now } });
    } else await tx.replyMark.deleteMany({ where: mark });
  }
  if (changed > 0) await tx.personReply.update({ where: { id: reply.id }, data: { isDue: true } });
  return changed;
}

/** Whoever takes a mark away is known already. */
async function memberIdOf(
  { tx, hashMember, now }: Keeping,
  platform: string,
  named: string,
  isOn: boolean,
): Promise<string | undefined> {
  const hash = hashMember(platform, named);
  if (isOn) return knowMemberAs(tx, hash, now);
  return (await tx.member.findUnique({ where: { hash }, select: { id: true } }))?.id;
}

export async function knowMemberAs(tx: Tx, hash: string, createdAt: Date): Promise<string> {
  return (await tx.member.upsert({ where: { hash }, create: { hash, createdAt }, update: {}, select: { id: true } }))
    .id;
}
