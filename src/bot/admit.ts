import type { HashMember, Store } from '../store/index.ts';
import { firstLease, type Lease } from './lease.ts';
import { type Limits, refusePace, refuseText } from './limits.ts';
import { findPlace } from './places.ts';
import type { IncomingQuestion, Refusal } from './platform.ts';

export type Admission =
  | { state: 'admitted'; question: AdmittedQuestion; lease: Lease }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'repeated'; questionId: string };

export interface AdmittedQuestion {
  id: string;
  revisionId: string;
  communityId: string;
  roomId: string;
  memberId: string;
  followsId: string | null;
}

export interface AdmitParts {
  store: Store;
  hashMember: HashMember;
  limits: Limits;
  /** Who takes the question that it admits, and for how long; see lease.ts. */
  instance: string;
  leaseMs: number;
}

/** Stores a question before anything else happens to it, once, and says whether it may be answered: then it comes leased. */
export async function admit(
  { store, hashMember, limits, instance, leaseMs }: AdmitParts,
  incoming: IncomingQuestion,
  now: Date,
): Promise<Admission> {
  const { platform, messageId, text, origin, consent = 'unasked' } = incoming;
  const unreadable = refuseText(text, limits);
  if (unreadable) return { state: 'refused', refusal: unreadable };

  const { community, room } = await findPlace(store, incoming, now);
  const hash = hashMember(platform, incoming.memberId);
  return store.write(async (tx): Promise<Admission> => {
    const known = await tx.question.findUnique({
      where: { platform_messageId: { platform, messageId } },
      select: { id: true },
    });
    if (known) return { state: 'repeated', questionId: known.id };

    const member = await tx.member.upsert({ where: { hash }, create: { hash, createdAt: now }, update: {} });
    const pace = { memberId: member.id, roomId: room.id, now, limits };
    const refusal = refusePlace(community, room) ?? (incoming.byOperator ? undefined : await refusePace(tx, pace));
    const follows = incoming.followsId
      ? await tx.question.findFirst({ where: { id: incoming.followsId, roomId: room.id }, select: { id: true } })
      : null;
    const question = await tx.question.create({
      data: {
        communityId: community.id,
        roomId: room.id,
        memberId: member.id,
        platform,
        messageId,
        origin,
        consent,
        communityWide: room.open,
        followsId: follows?.id ?? null,
        ...(refusal ? { state: 'refused', stateReason: refusal.code } : firstLease(instance, now, leaseMs)),
        createdAt: now,
        revisions: { create: { number: 1, text, createdAt: now } },
      },
      include: { revisions: { select: { id: true } } },
    });
    if (refusal) return { state: 'refused', refusal };
    const { id, fence, communityId, roomId, memberId, followsId, revisions } = question;
    const [revision] = revisions;
    if (!revision) throw new Error('The revision that was just written is not there.');
    const admitted = { id, revisionId: revision.id, communityId, roomId, memberId, followsId };
    return { state: 'admitted', question: admitted, lease: { questionId: id, fence } };
  });
}

function refusePlace(community: { paused: boolean }, room: { mode: string }): Refusal | undefined {
  if (community.paused)
    return { code: 'paused', sentence: 'I am paused in this community for now; a moderator can wake me.' };
  if (room.mode === 'off') return { code: 'room-off', sentence: 'I am switched off in this room.' };
  return undefined;
}
