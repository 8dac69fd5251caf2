import { z } from 'zod';
import { changeLesson } from '../lessons/change-lesson.ts';
import { findLesson } from '../lessons/find-lesson.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { lessonOption, suggestLessons } from './lesson-option.ts';

/** `lessons lock`: keeps a lesson whatever votes will say; one that was dropped holds again. */
export const lessonsLock = defineCommand({
  name: 'lessons lock',
  description: 'Keep a lesson as it is, whatever votes will say; or leave it to them again',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    lesson: lessonOption(),
    locked: z.boolean().default(true).describe('False leaves it to votes again'),
  }),
  suggest: { lesson: suggestLessons },
  async run({ lesson: named, locked }, { community, actor, parts: { store, clock } }) {
    const { id } = await findLesson(store.read, community.id, named);
    const wording = await store.write(async (tx) => {
      const lesson = await findLesson(tx, community.id, id);
      const state = locked ? 'locked' : 'active';
      const did = locked ? 'is locked: it stays a lesson' : 'is left to votes again';
      const change = { to: { state }, actor: actor.name, kind: 'lessons.locked', did } as const;
      if (lesson.state !== state) await changeLesson(tx, lesson, change, new Date(clock.now()));
      return lesson.wording;
    });
    const said = locked ? 'stays a lesson, whatever votes say' : 'is a lesson as long as votes say so';
    return { text: `**${plain(wording, 300)}** ${said}.` };
  },
});
