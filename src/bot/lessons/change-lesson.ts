/** What moderators make of a lesson: it is noted in the feed, with the way back. */
import type { Lesson, Tx } from '../../store/index.ts';
import { type FeedKind, record } from '../feed/record.ts';
import type { Undo } from '../feed/undo.ts';
import { plain } from '../markdown.ts';

type LessonUndo = Extract<Undo, { lesson: string }>;
export type LessonState = LessonUndo['to'];

export async function changeLesson(
  tx: Tx,
  lesson: Lesson,
  { to, actor, kind, did }: { to: LessonState; actor: string; kind: FeedKind; did: string },
  now: Date,
): Promise<void> {
  const undo = await setLesson(tx, lesson.id, to, actor);
  const what = `**${plain(lesson.wording, 200)}** ${did}.`;
  await record(tx, { communityId: lesson.communityId, kind, actor, what, ...(undo && { undo }) }, now);
}

/** Returns what takes it back; undefined where there is no such lesson any more. */
export async function setLesson(tx: Tx, id: string, to: LessonState, actor: string): Promise<LessonUndo | undefined> {
  const before = await tx.lesson.findUnique({ where: { id } });
  if (!before) return undefined;
  const { state, wording } = to;
  await tx.lesson.update({
    where: { id },
    data: {
      editedBy: actor,
      ...(state && { state }),
      ...(wording !== undefined && { wording, isEdited: true, wordedBy: null }),
    },
  });
  return {
    lesson: id,
    to: { ...(state && { state: before.state }), ...(wording !== undefined && { wording: before.wording }) },
  };
}
