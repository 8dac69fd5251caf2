import {
  findQuestionOf,
  type HashMember,
  insertQuestion,
  knowMember,
  type RoomMode,
  readPace,
  type Store,
} from '../store/index.ts';
import { firstLease, type Lease } from './lease.ts';
import { type Limits, minute, refusePace, refuseText } from './limits.ts';
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
  const { platform, messageId, text, origin, consent = null, trainable = false, asked = true } = incoming;
  const unreadable = refuseText(text, limits);
  if (unreadable) return { state: 'refused', refusal: unreadable };

  const { community, room } = await findPlace(store, incoming, now);
  const hash = hashMember(platform, incoming.memberId);
  return store.writeRows(async (rows): Promise<Admission> => {
    const known = await findQuestionOf(rows, { platform, messageId });
    if (known) return { state: 'repeated', questionId: known };

    const memberId = await knowMember(rows, hash, now);
    const here = { communityId: community.id, roomId: room.id, memberId };
    const since = new Date(now.getTime() - minute);
    const pace = incoming.byOperator ? undefined : await readPace(rows, { ...here, since, asked });
    const mode = modeOf(room);
    const refusal =
      (incoming.missed ? missed : refusePlace(community, mode)) ?? (pace && refusePace(pace, now, limits));
    const { id, revisionId, followsId } = await insertQuestion(rows, {
      ...{ ...here, platform, messageId, origin, consent, trainable, asked, text },
      communityWide: isCommunityWide(room),
      followsId: incoming.followsId ?? null,
      ...(refusal ? asRefused(refusal) : { ...firstLease(instance, now, leaseMs), stateReason: null }),
      createdAt: now,
      ...attachedTo(incoming),
    });
    if (refusal) return { state: 'refused', refusal };
    const question = { ...here, id, revisionId, followsId, asked, mode };
    return { state: 'admitted', question, lease: { questionId: id, fence: 1 } };
  });
}

function asRefused({ code }: Refusal) {
  return { state: 'refused' as const, stateReason: code, leaseOwner: null, leaseUntil: null, fence: 0 };
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
