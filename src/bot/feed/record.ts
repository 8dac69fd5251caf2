import type { Tx } from '../../store/index.ts';
import type { Undo } from './undo.ts';

/** What the feed can be asked for. */
export const feedTopics = [
  'settings',
  'pause',
  'knowledge',
  'review',
  'votes',
  'lessons',
  'topics',
  'undo',
  'forget',
  'export',
  'reset',
  'problem',
] as const;
export type FeedTopic = (typeof feedTopics)[number];

/** What moderators may want to know of; the topic stands before the dot. */
export type FeedKind =
  | 'settings.changed'
  /** drafts have earned that a room helps by itself; moderators left it as it was */
  | 'settings.proposed'
  | 'settings.left'
  | 'pause.on'
  | 'pause.off'
  | 'knowledge.added'
  | 'knowledge.edited'
  /** somebody said what is right, and it is known */
  | 'knowledge.corrected'
  | 'knowledge.retired'
  | 'knowledge.imported'
  | 'knowledge.exported'
  | 'knowledge.learned'
  | 'knowledge.withdrawn'
  | 'knowledge.denied'
  /** approved, but the rules for entries do not let it in */
  | 'knowledge.kept-out'
  | 'review.approved'
  | 'review.edited'
  | 'review.dropped'
  | 'votes.undone'
  /** many new accounts voted on one answer */
  | 'votes.burst'
  /** members who vote for each other */
  | 'votes.ring'
  /** one who approves of little but what another asks for, who does so, too */
  | 'votes.echo'
  /** one who casts most of all votes */
  | 'votes.loud'
  /** a moderator who decides very much at once */
  | 'votes.hasty'
  /** votes say it, or say it no more */
  | 'lessons.found'
  | 'lessons.left'
  | 'lessons.edited'
  | 'lessons.locked'
  | 'lessons.dropped'
  /** what is often asked about was found, or is asked no more */
  | 'topics.changed'
  | 'undo.done'
  | 'forget.done'
  | 'export.done'
  | 'reset.done'
  | 'problem.reported';

export interface Happening {
  communityId: string;
  kind: FeedKind;
  /** The name that its actor has now; null where nobody did it, or where nobody may know who. */
  actor: string | null;
  /** One sentence of Markdown. */
  what: string;
  /** The room that it is of, where the rest of the community may not be told. */
  roomId?: string | null;
  /** The answer, or the person's reply, that it is of. */
  answerId?: string | null;
  /** How it is taken back. */
  undo?: Undo;
}

/** Keeps what happened, in the transaction in which it happens. */
export async function record(tx: Tx, { roomId = null, undo, ...happening }: Happening, at: Date): Promise<void> {
  await tx.feedItem.create({ data: { ...happening, roomId, createdAt: at, ...(undo && { undo }) } });
}
