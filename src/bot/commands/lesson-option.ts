import { z } from 'zod';
import { shortId } from '../knowledge-words.ts';
import { lessonName, listLessons } from '../lessons/find-lesson.ts';
import type { Suggest } from './command.ts';

/** Which lesson a command is about. */
export const lessonOption = () => z.string().trim().min(4).max(64).describe('Which lesson, by its id');

export const suggestLessons: Suggest = async (typed, { community, parts }) => {
  const wanted = typed.trim().toLowerCase();
  return (await listLessons(parts.store.read, community.id))
    .map((lesson) => ({ name: lessonName(lesson), value: shortId(lesson.id) }))
    .filter(({ name, value }) => `${value} ${name}`.toLowerCase().includes(wanted));
};
