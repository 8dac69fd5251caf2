import { z } from 'zod';
import { describeFindings } from '../knowledge-words.ts';
import { defineCommand } from './command.ts';

/** `knowledge search`: what is known here that speaks of a question, and whether it would be taken for an answer. */
export const knowledgeSearch = defineCommand({
  name: 'knowledge search',
  description: 'Search what is known here, and see how sure that is',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    question: z.string().trim().min(1).max(1000).describe('What to look for'),
    limit: z.int().min(1).max(10).default(5).describe('The most entries'),
  }),
  async run({ question, limit }, { community, room, parts, signal }) {
    const { library } = parts.knowledgeOf(community.id);
    const query = { communityId: community.id, roomId: room.id, question, limit };
    return { text: describeFindings(await library.search(query, signal)) };
  },
});
