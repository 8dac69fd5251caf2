import { z } from 'zod';
import { undoItem } from '../feed/undo-item.ts';
import { shortId } from '../knowledge-words.ts';
import { oneLine } from '../markdown.ts';
import { defineCommand } from './command.ts';

/** `undo`: takes back what the feed tells of. */
export const undo = defineCommand({
  name: 'undo',
  description: 'Take back something that the feed tells of, with all that followed from it',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({ item: z.string().min(4).max(64).describe('Which item of the feed, by its id') }),
  suggest: {
    async item(typed, { community, room, parts }) {
      const items = await parts.store.read.feedItem.findMany({
        where: { communityId: community.id, OR: [{ roomId: null }, { roomId: room.id }], undoneAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: 100,
      });
      const wanted = typed.trim().toLowerCase();
      return items
        .filter(({ undo: how, id, what }) => how !== null && `${id} ${what}`.toLowerCase().includes(wanted))
        .map(({ id, what }) => ({ name: oneLine(what, 90), value: shortId(id) }));
    },
  },
  async run({ item }, { community, room, actor, parts }) {
    const { store, clock, bot } = parts;
    const where = { communityId: community.id, roomId: room.id };
    const undone = await undoItem(store, { ...where, itemId: item, actor: actor.name }, new Date(clock.now()));
    bot.votesChanged();
    await bot.votesSettled();
    return { text: `Taken back: ${undone.what}` };
  },
});
