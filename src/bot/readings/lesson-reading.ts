import type { Lesson } from '../../store/index.ts';

/** A lesson with what votes say of it; who voted how is not in it. */
export type LessonReading = Pick<Lesson, 'id' | 'category' | 'wording' | 'finding' | 'state' | 'editedBy'>;

export function lessonReading({ id, category, wording, finding, state, editedBy }: Lesson): LessonReading {
  return { id, category, wording, finding, state, editedBy };
}
