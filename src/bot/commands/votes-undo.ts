import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { record } from '../feed/record.ts';
import { countOf, timeOf } from '../markdown.ts';
import { takeBack } from '../votes/take-back.ts';
import { defineCommand } from './command.ts';

/** `votes undo`: takes back a member's votes, or everybody's of some time, with all that followed from them. */
export const votesUndo = defineCommand({
  name: 'votes undo',
  description: 'Take back a member’s votes, or everybody’s of some time, with all that followed from them',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    member: z.string().min(1).max(64).optional().describe('Whose, as a mention or an id; everybody’s without it'),
    since: z.string().max(20).optional().describe('Votes of that time: 2h, 3d, or a date such as 2026-11-25T18:00'),
    until: z.string().max(20).optional().describe('Where that time ends: a date, or how long ago; now without it'),
  }),
  async run({ member, since, until }, { community, actor, parts }) {
    const { store, clock, bot, hashMember } = parts;
    if (member === undefined && since === undefined)
      throw unclear('Say whose votes, or since when: one of them at least.');
    const now = new Date(clock.now());
    const [from, end] = [
      since === undefined ? new Date(0) : readTime(since, now),
      until === undefined ? new Date(now.getTime() + 1) : readTime(until, now),
    ];
    if (from >= end) throw unclear('That time ends before it begins.');
    const who = member === undefined ? null : await memberId(member);
    const whose = member === undefined ? 'everybody’s votes' : 'a member’s votes';
    const when = since === undefined ? `until ${timeOf(end)}` : `from ${timeOf(from)} to ${timeOf(end)}`;
    const answers = await store.write(async (tx, rows) => {
      const votes = { communityId: community.id, memberId: who, from, until: end, lighterThan: null };
      const taken = await takeBack(tx, rows, votes, now);
      const what = `Took back ${whose}, ${when}, on ${countOf(taken.answers, 'answer')}.`;
      const undo = { giveBack: taken.id };
      await record(tx, { communityId: community.id, kind: 'votes.undone', actor: actor.name, what, undo }, now);
      return taken.answers;
    });
    bot.votesChanged();
    await bot.votesSettled();
    return { text: `Taken back: ${whose}, ${when}, on ${countOf(answers, 'answer')}. \`/feed\` has the way back.` };

    async function memberId(mention: string): Promise<string> {
      const id = mention.trim().replace(/^<@!?(\d+)>$/, '$1');
      const hash = hashMember(community.platform, id);
      const known = await store.read.member.findUnique({ where: { hash }, select: { id: true } });
      if (!known) throw unclear('I know of no votes of that member.');
      return known.id;
    }
  },
});

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function readTime(text: string, now: Date): Date {
  const [, count, unit] = /^(\d{1,5})\s*([mhd])$/.exec(text.trim()) ?? [];
  if (count !== undefined && (unit === 'm' || unit === 'h' || unit === 'd'))
    return new Date(now.getTime() - Number(count) * units[unit]);
  const date = new Date(/T/.test(text) && !/[Z+]/.test(text) ? `${text.trim()}Z` : text.trim());
  if (Number.isNaN(date.getTime())) throw unclear('I read times such as 30m, 2h, 3d, or 2026-11-25T18:00 (UTC).');
  return date;
}

function unclear(memberText: string): Failure {
  return new Failure('bad-option', 'Votes were to be taken back of an unclear time or member.', { memberText });
}
