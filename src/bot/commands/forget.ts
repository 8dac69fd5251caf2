import { z } from 'zod';
import { countKept, forget as forgetMember, type Kept } from '../forget.ts';
import { countOf, oneLine, plain } from '../markdown.ts';
import { type CommandButton, defineCommand } from './command.ts';

/** `forget`: deletes what is kept of whoever says it, after saying what that is. */
export const forget = defineCommand({
  name: 'forget',
  description: 'Delete what I keep of you: your questions, their answers, your votes and choices',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    everywhere: z.boolean().default(false).describe('In all communities that I am in, not in this one alone'),
    confirm: z.boolean().default(false).describe('Do it now, without being asked again'),
  }),
  async run({ everywhere, confirm }, { actor, community, parts }) {
    const { store, clock, hashMember, bot } = parts;
    const memberHash = hashMember(actor.platform, actor.memberId);
    const forgetting = { memberHash, communityId: everywhere ? null : community.id };
    const where = everywhere ? 'in all communities' : `in ${plain(community.name, 80)}`;
    const kept = confirm
      ? await forgetMember(store, forgetting, new Date(clock.now()))
      : await countKept(store.read, forgetting);
    if (confirm) bot.votesChanged();
    if (isNothing(kept)) return { text: `I keep nothing of you ${where}.` };
    if (confirm) return { text: [`Deleted ${where}: ${describeKept(kept)}.`, ...staying].join('\n') };
    const button: CommandButton = {
      label: oneLine(`Delete ${countsOf(kept).join(', ')}`, 80),
      style: 'dangerous',
      command: 'forget',
      options: { everywhere, confirm: true },
    };
    return {
      text: [`This deletes ${where}, for good: ${describeKept(kept)}.`, ...staying].join('\n'),
      buttons: [button],
    };
  },
});

function isNothing(kept: Kept): boolean {
  return Object.values(kept).every((count) => count === 0);
}

function describeKept(kept: Kept): string {
  return countsOf(kept)
    .map((each) => `**${each}**`)
    .join(', ');
}

/** Each in words; what there is none of is left out. */
function countsOf({ questions, answers, votes, reactions, replies, memberships }: Kept): string[] {
  const counts = [
    [questions, 'question'],
    [answers, 'answer'],
    [votes, 'vote'],
    [reactions, 'thumb'],
    [replies, 'reply that was marked as right', 'replies that were marked as right'],
    [memberships, 'choice about yourself', 'choices about yourself'],
  ] as const;
  return counts.filter(([count]) => count > 0).map(([count, one, many]) => countOf(count, one, many));
}

const staying = [
  'Entries that others wrote stay, and so do messages in the chat itself, which you delete there.',
  'No model’s weights contain any of it: none has been trained on what members write.',
];
