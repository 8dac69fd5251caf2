import { z } from 'zod';
import type { Gap, GapReason } from '../gaps/find-gaps.ts';
import { readGaps } from '../gaps/read-gaps.ts';
import { shortId } from '../knowledge-words.ts';
import { countOf, itemOf, plain, timeOf } from '../markdown.ts';
import { type CommandButton, defineCommand } from './command.ts';

const pageSize = 8;

/** `gaps`: what is asked here and not answered well, and a way to teach it. */
export const gaps = defineCommand({
  name: 'gaps',
  description: 'Show what is asked here and not answered well, and teach it from there',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    page: z.int().min(1).max(1000).default(1).describe('Which page; the pages are eight gaps long'),
  }),
  async run({ page: asked }, { community, room, parts }) {
    const here = { communityId: community.id, roomId: room.id, now: new Date(parts.clock.now()) };
    const all = await readGaps(parts.store.read, here);
    if (all.length === 0)
      return { text: 'There are no gaps here: what was asked lately was answered well, or has been taught.' };
    const pages = Math.ceil(all.length / pageSize);
    const page = Math.min(asked, pages);
    const first = (page - 1) * pageSize;
    const shown = all.slice(first, first + pageSize);
    const head = `**What I do not answer well here**: ${countOf(all.length, 'gap')}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;
    const turn = (label: string, to: number): CommandButton => ({
      ...{ label, style: 'plain', command: 'gaps', options: { page: to } },
    });
    const buttons = [
      ...shown.map(({ question }, at): CommandButton => {
        const options = { gap: shortId(question.id) };
        return { label: `Teach ${first + at + 1}`, style: 'good', command: 'teach', options, opensForm: true };
      }),
      ...(page > 1 ? [turn('More asked', page - 1)] : []),
      ...(page < pages ? [turn('Less asked', page + 1)] : []),
    ];
    return { text: [head, ...shown.map((gap, at) => describeGap(gap, first + at + 1))].join('\n'), buttons };
  },
});

function describeGap({ name, question, count, members, reasons, lastAt }: Gap, number: number): string {
  const why = words.flatMap(([reason, word]) => (reasons[reason] ? [`${reasons[reason]} ${word}`] : [])).join(', ');
  const asked = `${countOf(count, 'question')} of ${countOf(members, 'member')}`;
  const head = `**${plain(name, 60)}** · ${asked} · ${why} · last ${timeOf(lastAt)}`;
  return itemOf(`${number}.`, head, plain(question.text, 90));
}

const words: [GapReason, string][] = [
  ['denied', 'denied'],
  ['contested', 'contested'],
  ['unanswered', 'unanswered'],
  ['unsure', 'without sources'],
];
