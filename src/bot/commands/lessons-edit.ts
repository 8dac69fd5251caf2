import { z } from 'zod';
import { changeLesson } from '../lessons/change-lesson.ts';
import { findLesson } from '../lessons/find-lesson.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { lessonOption, suggestLessons } from './lesson-option.ts';

/** `lessons edit`: says a lesson in other words; what votes say of it stays beside them. */
export const lessonsEdit = defineCommand({
  name: 'lessons edit',
  description: 'Put a lesson in other words; it still leaves when votes do not say so any more',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    lesson: lessonOption(),
    wording: z.string().trim().min(3).max(300).describe('The rule in a sentence, as I should follow it'),
  }),
  suggest: { lesson: suggestLessons },
  async run({ lesson: named, wording }, { community, actor, parts: { store, clock } }) {
    const { id } = await findLesson(store.read, community.id, named);
    await store.write(async (tx) => {
      const lesson = await findLesson(tx, community.id, id);
      const did = `is a lesson in other words now: **${plain(wording, 300)}**`;
      const change = { to: { wording }, actor: actor.name, kind: 'lessons.edited', did } as const;
      await changeLesson(tx, lesson, change, new Date(clock.now()));
    });
    return { text: `The lesson says now: **${plain(wording, 300)}**` };
  },
});
