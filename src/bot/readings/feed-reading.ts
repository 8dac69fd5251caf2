import type { FeedItem } from '../../store/index.ts';

/** Something that happened. */
export interface FeedReading extends Pick<FeedItem, 'id' | 'kind' | 'actor' | 'what'> {
  at: Date;
  /** Whether it can be taken back, has been, or leaves nothing to take back. */
  state: 'undoable' | 'undone' | 'final';
}

export function feedReading({ id, kind, actor, what, createdAt, undo, undoneAt }: FeedItem): FeedReading {
  const state = undoneAt ? 'undone' : undo === null ? 'final' : 'undoable';
  return { id, kind, actor, what, at: createdAt, state };
}
