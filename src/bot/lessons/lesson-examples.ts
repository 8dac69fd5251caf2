import { z } from 'zod';
import type { Lesson, Reader } from '../../store/index.ts';

export interface LessonExample {
  answerId: string;
  question: string;
  text: string;
}

const ids = z.array(z.string());

/** How many are shown of each. */
const most = 3;

/** Answers that show a lesson, of those that may be spoken of in a room. */
export async function readExamples(
  read: Pick<Reader, 'answer'>,
  { communityId, ...lesson }: Lesson,
  roomId: string,
): Promise<{ good: LessonExample[]; bad: LessonExample[] }> {
  const [good, bad] = [ids.parse(lesson.good), ids.parse(lesson.bad)];
  const question = { communityId, OR: [{ communityWide: true }, { roomId }] };
  const rows = await read.answer.findMany({
    where: { id: { in: [...good, ...bad] }, revision: { question } },
    select: { id: true, text: true, revision: { select: { text: true } } },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  const some = (own: readonly string[]) =>
    own
      .flatMap((id) => known.get(id) ?? [])
      .slice(0, most)
      .map(({ id, text, revision }) => ({ answerId: id, text, question: revision.text }));
  return { good: some(good), bad: some(bad) };
}
