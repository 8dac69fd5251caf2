import { basename, join } from 'node:path';
import { z } from 'zod';
import { countOf, plain } from '../markdown.ts';
import { countGoing, type Going, type Reset, resetCommunity, resets } from '../reset.ts';
import { defineCommand } from './command.ts';
import { badOption } from './refuse.ts';

/** `reset`: deletes what was learned here, or all of it, once the community’s name was typed; after a backup. */
export const reset = defineCommand({
  name: 'reset',
  description: 'Delete what I learned here from votes, or everything that I keep of this community',
  permission: 'manager',
  isPrivate: true,
  options: z.object({
    what: z.enum(resets).describe('What was learned from votes, or everything'),
    confirm: z.string().trim().max(200).optional().describe('The name of this community, to do it'),
  }),
  async run({ what, confirm }, { community, actor, parts, signal }) {
    const { store, clock, backups } = parts;
    const going = await countGoing(store.read, what, community.id);
    const name = plain(community.name, 100);
    if (confirm === undefined)
      return {
        text: [
          `This deletes ${describe(what, going)}. ${staying[what]}`,
          `A backup is made first. To do it, type this community’s name: \`/reset\` with \`what:${what}\` and \`confirm:\` **${name}**`,
        ].join('\n'),
      };
    if (confirm !== community.name.trim())
      throw badOption(`That is not this community’s name, so nothing was deleted. It is **${name}**.`);
    const now = new Date(clock.now());
    const file = join(backups, `before-reset-${now.toISOString().replace(/[:.]/g, '-')}.db`);
    await store.backup(file);
    signal.throwIfAborted();
    const said = `Deleted ${describe(what, going)}; the backup \`${basename(file)}\` was made before.`;
    await resetCommunity(store, { communityId: community.id, reset: what, actor: actor.name, what: said }, now);
    return { text: [said, staying[what], 'Whoever runs me can restore it, as docs/data.md says.'].join('\n') };
  },
});

const staying: Record<Reset, string> = {
  learned: 'What was taught and imported stays, and so do questions, answers, settings and the feed.',
  everything: 'Settings, rooms and what members chose about themselves stay.',
};

function describe(what: Reset, { entries, questions, votes }: Going): string {
  return what === 'learned'
    ? `${countOf(entries, 'learned entry', 'learned entries')}, and all ${countOf(votes, 'vote')} with what was said along with them`
    : `${countOf(questions, 'question')} with answers and ${countOf(votes, 'vote')}, ${countOf(entries, 'entry', 'entries')}, and the feed`;
}
