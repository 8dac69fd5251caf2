import { z } from 'zod';
import { readFeed } from '../feed/read-feed.ts';
import { feedTopics } from '../feed/record.ts';
import { shortId } from '../knowledge-words.ts';
import { plain, timeOf } from '../markdown.ts';
import { type CommandButton, defineCommand } from './command.ts';

const pageSize = 10;
/** What fits beside the buttons that turn pages. */
const mostUndos = 3;

/** `feed`: what happened here, and who did it. */
export const feed = defineCommand({
  name: 'feed',
  description: 'Show what happened here lately and who did it, newest first',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    topic: z.enum(feedTopics).optional().describe('Only this'),
    page: z.int().min(1).max(10_000).default(1).describe('How far back: the pages are ten items long'),
  }),
  async run({ topic, page }, { community, room, parts }) {
    const here = { communityId: community.id, roomId: room.id };
    const { items, total } = await readFeed(parts.store.read, here, { topic, page, pageSize });
    const pages = Math.max(1, Math.ceil(total / pageSize));
    if (items.length === 0) {
      const nothing = topic ? `Nothing has happened yet that \`${topic}\` is about.` : 'Nothing has happened yet.';
      return { text: page > pages ? `There is no page ${page}; the last one is ${pages}.` : nothing };
    }
    const lines = items.map(({ id, createdAt, actor, what, undo, undoneAt }) => {
      const who = actor === null ? '' : ` **${plain(actor, 80)}**:`;
      const back = undoneAt ? ' *(taken back)*' : undo === null ? '' : ` · \`${shortId(id)}\``;
      return `- ${timeOf(createdAt)}${who} ${what}${back}`;
    });
    const undoable = items.filter(({ undo, undoneAt }) => undo !== null && !undoneAt).slice(0, mostUndos);
    const turn = (label: string, to: number): CommandButton => ({
      ...{ label, style: 'plain', command: 'feed' },
      options: { page: to, ...(topic && { topic }) },
    });
    const buttons = [
      ...(page > 1 ? [turn('Newer', page - 1)] : []),
      ...(page < pages ? [turn('Older', page + 1)] : []),
      ...undoable.map(({ id }): CommandButton => {
        const item = shortId(id);
        return { label: `Take back ${item}`, style: 'dangerous', command: 'undo', options: { item } };
      }),
    ];
    return { text: [`**What happened here**, page ${page} of ${pages}`, ...lines].join('\n'), buttons };
  },
});
