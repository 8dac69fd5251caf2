import { z } from 'zod';
import { readVotedRows } from '../../store/index.ts';
import { countOf, plain } from '../markdown.ts';
import { type CategoryProgress, gradedFrom, percent, phases, progressOf, whatNext } from '../progress/progress.ts';
import { defineCommand } from './command.ts';

/** `progress`: how far votes have brought Quorum here, and what would help next. */
export const progress = defineCommand({
  name: 'progress',
  description: 'How far your votes have brought me, and what would help next',
  permission: 'everyone',
  isPrivate: false,
  options: z.object({}),
  async run(_, { community, room, parts }) {
    const where = { communityId: community.id, roomId: room.id };
    const found = progressOf(await readVotedRows(parts.store.rows, where));
    const { voted, phase, next, approval, categories } = found;
    const steps = phases.map(({ name }) => (name === phase ? `**${name}**` : name)).join(' → ');
    const lines = [
      steps,
      `${countOf(voted, 'answer')} with votes${next ? `; ${next.missing} more, and I am ${next.phase}` : ''}.`,
      ...(approval
        ? [`Approved: ${percent(approval.share)} (${percent(approval.low)} to ${percent(approval.high)}).`]
        : []),
      '',
      ...categories.flatMap(describe),
      ...(categories.length > 0 ? [''] : []),
      `**Next:** ${whatNext(found)}`,
    ];
    return { text: lines.join('\n') };
  },
});

const mostTopics = 3;

function describe({ category, topics, missing, ...own }: CategoryProgress): string[] {
  const under = topics
    .slice(0, mostTopics)
    .map(({ topic, ...ofTopic }) => `  - on “${plain(topic, 80)}”: ${judge(ofTopic)}`);
  return [`- **${category}**: ${judge({ ...own, missing })}`, ...under];
}

function judge({ voted, approval, grade, missing = 0 }: Judged): string {
  const between = `${percent(approval.share)} of ${voted} approved (${percent(approval.low)} to ${percent(approval.high)})`;
  return `${between} · ${grade ?? (missing > 0 ? `graded from ${gradedFrom}` : 'not good yet')}`;
}

type Judged = Pick<CategoryProgress, 'voted' | 'approval' | 'grade'> & { missing?: number };
