import type { HashMember, RoomMode, Store } from '../store/index.ts';
import { firstLease, type Lease } from './lease.ts';
import { type Limits, refusePace, refuseText } from './limits.ts';
import { findPlace, modeOf } from './places.ts';
import type { IncomingQuestion, Refusal } from './platform.ts';
import { isCommunityWide } from './settings/room-settings.ts';

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
  asked: boolean;
  mode: RoomMode;
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
  const { platform, messageId, text, origin, consent = 'unasked', trainable = false, asked = true } = incoming;
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
    const pace = { memberId: member.id, roomId: room.id, asked, now, limits };
    const mode = modeOf(room);
    const refusal =
      (incoming.missed ? missed : refusePlace(community, mode)) ??
      (incoming.byOperator ? undefined : await refusePace(tx, pace));
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
        trainable,
        asked,
        communityWide: isCommunityWide(room),
        followsId: follows?.id ?? null,
        ...(refusal ? { state: 'refused', stateReason: refusal.code } : firstLease(instance, now, leaseMs)),
        createdAt: now,
        revisions: { create: { number: 1, text, ...attachedTo(incoming), createdAt: now } },
      },
      include: { revisions: { select: { id: true } } },
    });
    if (refusal) return { state: 'refused', refusal };
    const { id, fence, communityId, roomId, memberId, followsId, revisions } = question;
    const [revision] = revisions;
    if (!revision) throw new Error('The revision that was just written is not there.');
    const admitted = { id, revisionId: revision.id, communityId, roomId, memberId, followsId, asked, mode };
    return { state: 'admitted', question: admitted, lease: { questionId: id, fence } };
  });
}

/** The texts that came with a question, as a revision keeps them. */
export function attachedTo({ attached = [] }: Pick<IncomingQuestion, 'attached'>) {
  return attached.length > 0 ? { attached: attached.map(({ name, text }) => ({ name, text })) } : {};
}

const missed: Refusal = {
  code: 'missed',
  sentence: 'I was away when you asked, and it is too late to answer now. Please ask again.',
};

/** Where nothing is answered, whoever asks. */
export function refusePlace(community: { paused: boolean }, mode: RoomMode): Refusal | undefined {
  if (community.paused)
    return { code: 'paused', sentence: 'I am paused in this community for now; a moderator can wake me.' };
  if (mode === 'off') return { code: 'room-off', sentence: 'I am switched off in this room.' };
  return undefined;
}
