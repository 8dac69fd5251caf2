import { Failure } from '../../failure.ts';
import type { Lesson, Reader } from '../../store/index.ts';
import { oneLine, plain } from '../markdown.ts';

type Lessons = Pick<Reader, 'lesson'>;

/** All lessons of a community: those that hold, then those that were dropped, the newest first. */
export async function listLessons(read: Lessons, communityId: string): Promise<Lesson[]> {
  const all = await read.lesson.findMany({ where: { communityId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  return [...all.filter(({ state }) => state !== 'dropped'), ...all.filter(({ state }) => state === 'dropped')];
}

/** A lesson by its id or the end of it. */
export async function findLesson(read: Lessons, communityId: string, named: string): Promise<Lesson> {
  const [lesson, another] = await read.lesson.findMany({ where: { communityId, id: { endsWith: named } }, take: 2 });
  if (lesson && !another) return lesson;
  throw new Failure('no-such-lesson', 'A lesson was named that there is not.', {
    memberText: `I know no lesson “${plain(named, 60)}”. \`/lessons show\` has them with their ids.`,
  });
}

/** What a lesson is called where one is chosen. */
export function lessonName({ category, wording }: Lesson): string {
  return oneLine(category === '' ? wording : `${category}: ${wording}`, 90);
}
