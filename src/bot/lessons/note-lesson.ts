import type { Tx } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';

/** A lesson that was found in the votes, or that they do not say any more. */
export interface LessonNews {
  communityId: string;
  lessonId: string;
  became: 'found' | 'left';
  wording: string;
  finding: string;
}

/** Tells moderators of it, with the way to drop what was found. */
export function noteLesson(
  tx: Tx,
  { communityId, lessonId, became, wording, finding }: LessonNews,
  now: Date,
): Promise<void> {
  const rule = `**${plain(wording, 200)}**`;
  const happening = { communityId, actor: null };
  if (became === 'left')
    return record(
      tx,
      { ...happening, kind: 'lessons.left', what: `${rule} is no lesson any more: votes do not say so.` },
      now,
    );
  const what = `${rule} was learned from votes (\`${shortId(lessonId)}\`). ${plain(finding, 400)}`;
  return record(
    tx,
    { ...happening, kind: 'lessons.found', what, undo: { lesson: lessonId, to: { state: 'dropped' } } },
    now,
  );
}
