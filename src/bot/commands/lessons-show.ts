import { z } from 'zod';
import type { Lesson } from '../../store/index.ts';
import { shortId } from '../knowledge-words.ts';
import { findLesson, listLessons } from '../lessons/find-lesson.ts';
import { type LessonExample, readExamples } from '../lessons/lesson-examples.ts';
import { gist, itemOf, plain, timeOf } from '../markdown.ts';
import { type Call, type CommandButton, type CommandReply, defineCommand } from './command.ts';
import { lessonOption, suggestLessons } from './lesson-option.ts';

const pageSize = 8;

/** `lessons show`: what votes taught, and what is behind it. */
export const lessonsShow = defineCommand({
  name: 'lessons show',
  description: 'Show what your votes have taught me, or one lesson with the answers behind it',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    lesson: lessonOption().optional(),
    page: z.int().min(1).max(1000).default(1).describe('The pages are eight lessons long'),
  }),
  suggest: { lesson: suggestLessons },
  async run({ lesson: named, page }, call) {
    const { community, parts } = call;
    if (named !== undefined) return showOne(await findLesson(parts.store.read, community.id, named), call);
    const all = await listLessons(parts.store.read, community.id);
    if (all.length === 0) return { text: nothingYet };
    const pages = Math.ceil(all.length / pageSize);
    if (page > pages) return { text: `There is no page ${page}; the last one is ${pages}.` };
    const lines = all.slice((page - 1) * pageSize, page * pageSize).map(asItem);
    const turn = (label: string, to: number): CommandButton => ({
      ...{ label, style: 'plain', command: 'lessons show' },
      options: { page: to },
    });
    const buttons = [
      ...(page > 1 ? [turn('Earlier ones', page - 1)] : []),
      ...(page < pages ? [turn('More', page + 1)] : []),
    ];
    return { text: [`**What votes taught**, page ${page} of ${pages}`, ...lines].join('\n'), buttons };
  },
});

const nothingYet =
  'No lesson yet: it takes some hundred votes, of ten members at least, before they tell what makes an answer good. I look every week.';

function asItem(lesson: Lesson): string {
  return itemOf('-', `${titleOf(lesson)} · \`${shortId(lesson.id)}\``, plain(lesson.finding, 400));
}

function titleOf({ category, wording, state }: Lesson): string {
  const where = category === '' ? '' : `${plain(category, 40)}: `;
  const mark = { active: '', locked: ' *(locked)*', dropped: ' *(dropped)*' }[state];
  return `${where}**${plain(wording, 300)}**${mark}`;
}

async function showOne(lesson: Lesson, { room, parts }: Call): Promise<CommandReply> {
  const { good, bad } = await readExamples(parts.store.read, lesson, room.id);
  const { id, editedBy, foundAt, wordedBy } = lesson;
  const lines = [
    titleOf(lesson),
    plain(lesson.finding, 400),
    `Looked at last: ${timeOf(foundAt)}${editedBy === null ? '' : ` · last changed by ${plain(editedBy, 80)}`} · \`${shortId(id)}\``,
    ...(wordedBy === null ? [] : [`${plain(wordedBy, 80)} put it into these words; what it says is from your votes.`]),
    ...listed('As it should be', good),
    ...listed('As it should not', bad),
  ];
  const button = (label: string, style: CommandButton['style'], command: string, own = {}): CommandButton => ({
    ...{ label, style, command },
    options: { lesson: shortId(id), ...own },
  });
  const buttons = [
    lesson.state === 'locked'
      ? button('Unlock', 'plain', 'lessons lock', { locked: false })
      : button('Lock', 'good', 'lessons lock'),
    ...(lesson.state === 'dropped' ? [] : [button('Drop', 'dangerous', 'lessons drop')]),
  ];
  return { text: lines.join('\n'), buttons };
}

function listed(title: string, examples: readonly LessonExample[]): string[] {
  if (examples.length === 0) return [];
  return [
    '',
    `**${title}**`,
    ...examples.map(({ question, text }) => itemOf('-', plain(question, 150), gist(text, 250))),
  ];
}
