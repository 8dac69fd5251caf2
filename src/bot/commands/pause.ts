import { z } from 'zod';
import { record } from '../feed/record.ts';
import { plain, timeOf } from '../markdown.ts';
import { defineCommand } from './command.ts';

/** `pause`: silence everywhere in the community, at once, until somebody ends it. */
export const pause = defineCommand({
  name: 'pause',
  description: 'Silence Quorum everywhere in this community, or wake it',
  permission: 'moderator',
  isPrivate: false,
  options: z.object({ on: z.boolean().describe('Yes to silence it, no to wake it') }),
  async run({ on }, { community, actor, parts }) {
    const { store, clock } = parts;
    const now = new Date(clock.now());
    const isChanged = await store.write(async (tx) => {
      const { count } = await tx.community.updateMany({
        where: { id: community.id, paused: !on },
        data: { paused: on },
      });
      if (count === 0) return false;
      const kind = on ? 'pause.on' : 'pause.off';
      const what = on ? 'Quorum was silenced everywhere.' : 'Quorum was woken.';
      await record(tx, { communityId: community.id, kind, actor: actor.name, what }, now);
      return true;
    });
    const last = await store.read.feedItem.findFirst({
      where: { communityId: community.id, kind: { in: ['pause.on', 'pause.off'] } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    const who = last?.actor ? `**${plain(last.actor, 80)}**` : 'Somebody';
    const when = timeOf(last?.createdAt ?? now);
    if (on) {
      const text = `I am ${isChanged ? '' : 'already '}silent everywhere here: ${who} paused me, ${when}.`;
      const wake = { label: 'Wake Quorum', style: 'good', command: 'pause', options: { on: false } } as const;
      return { text, buttons: [wake] };
    }
    if (!isChanged) return { text: 'I am awake; nobody has paused me.' };
    return { text: `I am awake again: ${who} woke me, ${when}.` };
  },
});
