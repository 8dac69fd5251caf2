import { z } from 'zod';
import { changeLesson } from '../lessons/change-lesson.ts';
import { findLesson } from '../lessons/find-lesson.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { lessonOption, suggestLessons } from './lesson-option.ts';

/** `lessons drop`: a lesson holds no more, and is not found again. */
export const lessonsDrop = defineCommand({
  name: 'lessons drop',
  description: 'Drop a lesson, so that it holds no more and is not found again',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({ lesson: lessonOption() }),
  suggest: { lesson: suggestLessons },
  async run({ lesson: named }, { community, actor, parts: { store, clock } }) {
    const { id } = await findLesson(store.read, community.id, named);
    const wording = await store.write(async (tx) => {
      const lesson = await findLesson(tx, community.id, id);
      const change = {
        to: { state: 'dropped' },
        actor: actor.name,
        kind: 'lessons.dropped',
        did: 'was dropped',
      } as const;
      if (lesson.state !== 'dropped') await changeLesson(tx, lesson, change, new Date(clock.now()));
      return lesson.wording;
    });
    return { text: `Dropped: **${plain(wording, 300)}** \`/undo\` has the way back.` };
  },
});
